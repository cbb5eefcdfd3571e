using DarkMachines.Data;

namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>The published tables of cross sections, below a data root.</summary>
internal static class XsecFiles
{
    /// <summary>14 000 of 20 000 points are learnt from.</summary>
    public const double InertDoubletTestShare = 0.3;

    private const string DeepXs = "deepxs-";

    // 8 000 of 10 000.
    private const double DeepXsTestShare = 0.2;

    private static readonly string[] InertDoubletParameters = ["MH0", "MA0", "MHC", "lam2", "lamL"];
    private static readonly string[] Pairs = ["3535", "3636", "3737", "3537", "3637", "3735", "3736", "3536"];

    public static double TestShareOf(string task) => task.StartsWith(DeepXs, StringComparison.Ordinal) ? DeepXsTestShare : InertDoubletTestShare;

    /// <summary>Reads the tables that are there.</summary>
    /// <exception cref="UserInputException">There is no such folder, or a table is malformed.</exception>
    public static IReadOnlyList<ValueSet> ReadAll(string dataRoot)
    {
        if (!Directory.Exists(dataRoot))
            throw new UserInputException("data-root-missing", $"There is no folder '{dataRoot}'.", "Name the folder that holds the data.");
        var sets = new List<ValueSet>();
        var inertDoublet = Path.Combine(dataRoot, "susy", "idm", "table_IDM_scanE.csv");
        if (File.Exists(inertDoublet))
        {
            sets.AddRange(Pairs.Select(pair => Read(
                inertDoublet, $"idm-{pair}", $"pp → {pair[..2]} {pair[2..]} at 13 TeV in the inert doublet model (numbers of the Particle Data Group)", InertDoubletParameters, $"xsec_{pair}_13TeV", points => points)));
        }

        foreach (var process in DeepXsParameters.Processes)
        {
            var path = Path.Combine(dataRoot, "susy", "deepxs", $"{process}_test.csv");
            if (File.Exists(path))
                sets.Add(Read(path, DeepXs + process, $"pp → {process} at next-to-leading order, by Prospino", DeepXsParameters.Columns(process), "NLO_true_pb", points => DeepXsParameters.Make(process, points)));
        }

        return sets;
    }

    private static ValueSet Read(string path, string task, string description, string[] columns, string value, Func<FeatureTable, FeatureTable> parametersOf)
    {
        var table = TableFile.ReadColumns(path, [.. columns, value]).Rows;
        try
        {
            var values = table.SelectColumns([value]).Values.ToArray();
            return Array.TrueForAll(values, v => v > 0 && float.IsFinite(v))
                ? ValueSet.Of(task, description, parametersOf(table.SelectColumns(columns)), values, TestShareOf(task))
                : throw new UserInputException("table-unusable", $"A value '{value}' in '{path}' is not positive; cross sections are.", "Fetch the file again.");
        }
        catch (ArgumentException e)
        {
            throw new UserInputException("wrong-columns", $"The table '{path}' lacks a column: {e.Message}", "Fetch the file again.", e);
        }
    }
}
