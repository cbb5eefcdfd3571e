namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>
/// The parameters that a cross section of two electroweakinos depends on, made of the columns of DeepXS's tables as its own
/// networks are given them: only the masses of the squarks exchanged and the mean of all eight, and for neutralinos the
/// difference of squares by which they couple to the Z, which single mixings leave to be learnt.
/// </summary>
internal static class DeepXsParameters
{
    private const int SquarkCount = 8;
    private const int SquarksExchanged = 3;

    private static readonly string[] Squarks = [.. Enumerable.Range(1, SquarkCount).Select(Squark)];

    /// <summary>A column of a task.</summary>
    /// <param name="Parameter">Its name and unit.</param>
    /// <param name="Columns">The columns of the table that it is made of.</param>
    /// <param name="Make">Makes it of their values.</param>
    private sealed record Made(Feature Parameter, string[] Columns, Func<float[], double> Make);

    private static readonly Dictionary<string, Made[]> Of = new(StringComparer.Ordinal)
    {
        ["c1c1"] =
        [
            Same("U11"), Same("U12"), Same("V11"), Same("V12"), Same("mC1", "GeV"), Same(Squark(1), "GeV"), MeanSquark, Same("mgluino", "GeV"),
        ],
        ["n2n2"] =
        [
            Same("N21"), Same("N22"),
            new(new Feature("N23² − N24²"), ["N23", "N24"], v => ((double)v[0] - v[1]) * ((double)v[0] + v[1])),
            new(new Feature("|mN2|", "GeV"), ["mN2"], v => Math.Abs(v[0])),
            .. Enumerable.Range(1, SquarksExchanged).Select(i => Same(Squark(i), "GeV")), MeanSquark, Same("mgluino", "GeV"),
        ],
    };

    /// <summary>The processes, as files are named.</summary>
    public static IReadOnlyCollection<string> Processes => Of.Keys;

    /// <summary>The columns of a process's table that are needed.</summary>
    public static string[] Columns(string process) => [.. Of[process].SelectMany(made => made.Columns).Distinct(StringComparer.Ordinal)];

    /// <summary>The parameters of the points of a table.</summary>
    /// <param name="process">The process.</param>
    /// <param name="table">Its table, with <see cref="Columns"/> at least.</param>
    public static FeatureTable Make(string process, FeatureTable table)
    {
        var parameters = Of[process];
        var values = new float[parameters.Length * table.RowCount];
        for (var column = 0; column < parameters.Length; column++)
        {
            var source = table.SelectColumns(parameters[column].Columns);
            for (var row = 0; row < table.RowCount; row++)
                values[row * parameters.Length + column] = (float)parameters[column].Make(source.Row(row).ToArray());
        }

        return new FeatureTable([.. parameters.Select(made => made.Parameter)], values);
    }

    private static Made MeanSquark => new(new Feature("mean msq", "GeV"), Squarks, v => v.Average(mass => (double)mass));

    private static Made Same(string name, string unit = "") => new(new Feature(name, unit), [name], v => v[0]);

    private static string Squark(int number) => FormattableString.Invariant($"msq{number}");
}
