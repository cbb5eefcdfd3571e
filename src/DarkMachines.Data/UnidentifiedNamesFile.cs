using System.Globalization;

namespace DarkMachines.Data;

/// <summary>
/// The file that names the unidentified sources: comma-separated with a header, each name beside the E_peak and β of its
/// source, by which it is checked that names and sources lie in the same order.
/// </summary>
internal static class UnidentifiedNamesFile
{
    private const int NameColumn = 1, EnergyColumn = 2, BetaColumn = 3, ColumnCount = 7;

    // The file gives E_peak to five digits and β to four decimals.
    private const double RelativeRounding = 5.001e-5, AbsoluteRounding = 5.001e-5;

    /// <summary>Reads the names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sources">The sources, with E_peak and β on a linear scale in the first two columns.</param>
    /// <exception cref="UserInputException">A line is not as expected, or belongs to another source.</exception>
    public static string[] Read(string path, IReadOnlyList<NumberRow> sources)
    {
        using var reader = new StreamReader(UserFile.Open(path));
        reader.ReadLine();
        var names = new string[sources.Count];
        for (var i = 0; i < names.Length; i++)
        {
            var line = i + 2;
            var fields = reader.ReadLine()?.Split(',') ?? [];
            if (fields.Length != ColumnCount)
            {
                throw Mismatch(path, $"has {fields.Length} columns in line {line}, where {ColumnCount} and the name of source {i + 1} of {names.Length} are expected");
            }

            CheckSame(fields[EnergyColumn], sources[i].Values[0], RelativeRounding * sources[i].Values[0], "E_peak", path, line);
            CheckSame(fields[BetaColumn], sources[i].Values[1], AbsoluteRounding, "beta", path, line);
            names[i] = fields[NameColumn];
        }

        return string.IsNullOrWhiteSpace(reader.ReadLine())
            ? names
            : throw Mismatch(path, $"names more than the {names.Length} unidentified sources");
    }

    private static void CheckSame(string field, double expected, double tolerance, string quantity, string path, int line)
    {
        if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !(Math.Abs(value - expected) <= tolerance))
        {
            throw Mismatch(path, string.Create(CultureInfo.InvariantCulture, $"has the {quantity} '{field}' in line {line}, but the source of that row has {expected}"));
        }
    }

    private static UserInputException Mismatch(string path, string what) => new(
        "names-mismatch", $"The file of names '{path}' {what}.",
        "Use the file of names that belongs to these sources, or remove it to have them numbered.");
}
