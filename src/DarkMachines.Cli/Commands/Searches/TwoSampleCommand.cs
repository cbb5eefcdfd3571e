using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Cli.Output;
using DarkMachines.Data;
using DarkMachines.Statistics.Searches;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Searches;

/// <summary><c>darkmachines two-sample BENCHMARK TRIAL</c>.</summary>
internal static class TwoSampleCommand
{
    private const int PointsShown = 10;

    public static Command Create(Session session)
    {
        var options = new SearchOptions();
        var benchmark = new Argument<string>("benchmark") { Description = "Points of the known distribution: .csv, .npy or file.npz#array", HelpName = "BENCHMARK" };
        var trial = new Argument<string>("trial") { Description = "Points that are tested for being of the same", HelpName = "TRIAL" };
        var neighbours = new Option<int>("--neighbours", "-k") { Description = "Neighbours that densities are estimated by", HelpName = "K", DefaultValueFactory = _ => TwoSampleTest.DefaultNeighbours };
        var permutations = new Option<int>("--permutations") { Description = "Permutations of the pooled sample", HelpName = "N", DefaultValueFactory = _ => TwoSampleTest.DefaultPermutations };
        var scale = new Option<string>("--scale") { Description = "Scale of the columns: pooled divides each by its standard deviation in both samples, none takes them as they are", HelpName = "pooled|none", DefaultValueFactory = _ => "pooled" };
        scale.AcceptOnlyFromAmong("pooled", "none");
        var output = new Option<string?>("--output", "-o") { Description = "CSV file to write for each trial point the logarithm of its density ratio, and its local significance", HelpName = "FILE.csv" };
        var command = new Command(
            "two-sample",
            """
            Test whether two samples are of one distribution, by nearest neighbours, and where they differ.

            Examples:
              darkmachines two-sample background.csv data.csv
              darkmachines two-sample background.npy data.npy -k 5 --permutations 1000 -o where.csv
              darkmachines two-sample a.csv b.csv --scale none --json
            """)
        {
            benchmark, trial, neighbours, permutations, scale, output,
        };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var context = options.Context(parsed, open.Cancellation);
            var k = SearchOptions.Within("--neighbours", parsed.GetValue(neighbours), 1, 1000);
            var count = SearchOptions.Within("--permutations", parsed.GetValue(permutations), 20, 1_000_000);
            var (first, second) = Read(parsed.GetRequiredValue(benchmark), parsed.GetRequiredValue(trial));
            var isScaled = parsed.GetValue(scale) == "pooled";
            var (a, b) = isScaled ? Scaled(first, second) : (first.Values.ToArray(), second.Values.ToArray());
            var result = TwoSampleTest.Run(a, b, first.ColumnCount, k, count, context);
            if (parsed.GetValue(output) is { } path)
                Save(result, path);
            if (open.IsJson)
                open.Write(Document(result, first, second, k, count, isScaled, context.Seed));
            else
                Print(open, result, first, second);
            return 0;
        });
        return command;
    }

    private static (FeatureTable Benchmark, FeatureTable Trial) Read(string benchmark, string trial)
    {
        DataTable first = TableFile.Read(benchmark), second = TableFile.Read(trial);
        FeatureTable a = Finite(first.Rows, benchmark), b = Finite(second.Rows, trial);
        string[] names = [.. a.Features.Select(feature => feature.Name)];
        if (a.ColumnCount != b.ColumnCount)
            throw new UserInputException("wrong-columns", $"'{benchmark}' has {a.ColumnCount} columns and '{trial}' {b.ColumnCount}.", "Give both samples the same columns.");
        if (!first.HasNames || !second.HasNames)
            return (a, b);
        return names.Except(b.Features.Select(feature => feature.Name)).FirstOrDefault() is { } missing
            ? throw new UserInputException("wrong-columns", $"'{trial}' has no column '{missing}', which '{benchmark}' has.", "Give both samples the same columns.")
            : (a, b.SelectColumns(names));
    }

    private static FeatureTable Finite(FeatureTable rows, string name)
    {
        for (var i = 0; i < rows.RowCount; i++)
        {
            foreach (var value in rows.Row(i))
            {
                if (!float.IsFinite(value))
                    throw new UserInputException("not-finite", $"'{name}' has a missing or infinite value in row {i + 1}.", "Leave such rows out or fill them in.");
            }
        }

        return rows;
    }

    // The scale must not know which sample a point is of, or permutations would not be like the samples.
    private static (float[] Benchmark, float[] Trial) Scaled(FeatureTable benchmark, FeatureTable trial)
    {
        float[] a = benchmark.Values.ToArray(), b = trial.Values.ToArray();
        var columns = benchmark.ColumnCount;
        for (var j = 0; j < columns; j++)
        {
            double[] pooled = [.. Column(a, j).Concat(Column(b, j))];
            var mean = pooled.Average();
            var spread = Math.Sqrt(pooled.Average(x => (x - mean) * (x - mean)));
            foreach (var values in (float[][])[a, b])
            {
                for (var i = j; i < values.Length; i += columns)
                    values[i] = spread > 0 ? (float)((values[i] - mean) / spread) : 0;
            }
        }

        return (a, b);

        IEnumerable<double> Column(float[] values, int column) => values.Where((_, i) => i % columns == column).Select(x => (double)x);
    }

    private static void Save(TwoSampleResult result, string path)
    {
        var lines = result.LogRatios.Zip(result.LocalSignificance).Select((point, row) => FormattableString.Invariant($"{row},{point.First:R},{point.Second:R}"));
        try
        {
            File.WriteAllText(path, string.Join('\n', lines.Prepend("row,log-ratio,significance")) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("file-unwritable", $"The file '{path}' cannot be written: {exception.Message}", "Name a file in a folder that you may write.", exception);
        }
    }

    private static JsonObject Document(TwoSampleResult result, FeatureTable benchmark, FeatureTable trial, int neighbours, int permutations, bool isScaled, ulong seed) => new()
    {
        ["benchmarkRows"] = benchmark.RowCount,
        ["trialRows"] = trial.RowCount,
        ["columns"] = benchmark.ColumnCount,
        ["neighbours"] = neighbours,
        ["permutations"] = permutations,
        ["scale"] = isScaled ? "pooled" : "none",
        ["seed"] = seed,
        ["statistic"] = result.Statistic,
        ["permutationMean"] = result.PermutationMean,
        ["permutationSpread"] = result.PermutationSpread,
        ["pValue"] = result.PValue,
        ["significance"] = result.Significance,
        ["isExtrapolated"] = result.IsExtrapolated,
        ["mostInExcess"] = new JsonArray([.. MostInExcess(result).Select(row => new JsonObject { ["row"] = row, ["logRatio"] = result.LogRatios[row], ["significance"] = result.LocalSignificance[row] })]),
    };

    private static IEnumerable<int> MostInExcess(TwoSampleResult result) =>
        Enumerable.Range(0, result.LogRatios.Count).OrderByDescending(row => result.LogRatios[row]).Take(PointsShown);

    private static void Print(OpenSession session, TwoSampleResult result, FeatureTable benchmark, FeatureTable trial)
    {
        var lines = session.Tables;
        lines.WriteLine(Text($"{benchmark.RowCount} benchmark and {trial.RowCount} trial points of {benchmark.ColumnCount} columns"));
        lines.WriteLine(Text($"Statistic (mean logarithm of the density ratio): {result.Statistic:0.00000}; permutations: {result.PermutationMean:0.00000} ± {result.PermutationSpread:0.00000}"));
        lines.WriteLine(Text($"p-value {(result.IsExtrapolated ? "at most " : "")}{SearchOptions.Probability(result.PValue)}, {result.Significance:0.00} standard deviations{(result.IsExtrapolated ? " if normal: no permutation was as far" : "")}"));
        lines.WriteLine();
        lines.WriteLine("Trial points most in excess");
        var table = TextTable.Of(["row", "log ratio", "significance", .. trial.Features.Take(8).Select(feature => feature.Name)]);
        foreach (var row in MostInExcess(result))
            table.AddRow(TextTable.Cells([row.ToString(CultureInfo.InvariantCulture), Text($"{result.LogRatios[row]:0.00}"), Text($"{result.LocalSignificance[row]:0.0}"), .. trial.Row(row).ToArray().Take(8).Select(x => Text($"{x:g4}"))]));
        lines.Write(table);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
