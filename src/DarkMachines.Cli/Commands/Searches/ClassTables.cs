using DarkMachines.Statistics.Searches;

namespace DarkMachines.Cli.Commands.Searches;

/// <summary>Reads the classes of a general search: what was observed, and the processes of the background.</summary>
internal static class ClassTables
{
    private const double LargestCount = 1e8;

    /// <exception cref="UserInputException">A file is missing, a value is wrong, or the files do not have the same bins.</exception>
    public static IReadOnlyList<EventClass> Read(string data, IReadOnlyList<string> backgrounds)
    {
        var table = new NumberColumns(data);
        var observed = Keyed(data, table, "observed");
        foreach (var (key, count) in observed)
        {
            if (count != Math.Floor(count) || count > LargestCount)
                throw new UserInputException("wrong-value", FormattableString.Invariant($"'{data}' has {count} events in bin '{key.Bin}' of class '{key.Class}'."), "Observed events are whole numbers up to a hundred million.");
        }

        var expected = new Dictionary<(string, string), (double Sum, double Squares)>();
        foreach (var file in backgrounds)
            Add(file, observed, expected);
        var keys = table.Texts("class").Zip(table.Texts("bin"));
        return [.. keys.GroupBy(key => key.First, StringComparer.Ordinal).Select(bins => new EventClass(
            bins.Key, [.. bins.Select(key => (int)observed[key])],
            [.. bins.Select(key => expected.GetValueOrDefault(key).Sum)], [.. bins.Select(key => Math.Sqrt(expected.GetValueOrDefault(key).Squares))]))];
    }

    private static void Add(string file, Dictionary<(string Class, string Bin), double> observed, Dictionary<(string, string), (double Sum, double Squares)> expected)
    {
        var table = new NumberColumns(file);
        var uncertainties = Keyed(file, table, "uncertainty");
        foreach (var (key, value) in Keyed(file, table, "expected"))
        {
            if (!observed.ContainsKey(key))
                throw new UserInputException("unknown-bin", $"'{file}' expects events in bin '{key.Bin}' of class '{key.Class}', which the data do not have.", "Give the data every bin, those without events too.");
            var (sum, squares) = expected.GetValueOrDefault(key);
            expected[key] = (sum + value, squares + uncertainties[key] * uncertainties[key]);
        }
    }

    private static Dictionary<(string Class, string Bin), double> Keyed(string file, NumberColumns table, string column)
    {
        string[] classes = table.Texts("class"), bins = table.Texts("bin");
        var values = table.Numbers(column, 0);
        var keyed = new Dictionary<(string Class, string Bin), double>();
        for (var row = 0; row < values.Length; row++)
        {
            if (!keyed.TryAdd((classes[row], bins[row]), values[row]))
                throw new UserInputException("duplicate-row", $"'{file}', row {row + 1}: bin '{bins[row]}' of class '{classes[row]}' was already given.", "Give each bin once.");
        }

        return keyed;
    }
}
