using System.CommandLine;
using System.Globalization;
using DarkMachines.Challenges.Surrogates.ActiveLearning;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Statistics;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Points whose classes are known, to measure by; the last class is positive.</summary>
/// <param name="points">Row-major.</param>
/// <param name="classes">Their classes.</param>
/// <param name="context">Threads and cancellation.</param>
internal sealed class ActiveTest(FeatureTable points, int[] classes, FitContext context)
{
    private const int PointsAtOnce = 1024;
    private const int PointsOfAModel = 10_000;
    private const ulong Stream = 0x74657374;

    /// <summary>Names of what is measured, in order.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["accuracy", "auc", "brier", "f1", "log-loss", "precision", "recall"];

    public static Option<string?> Option() => new("--test")
    {
        Description = $"Points to measure on: a number to draw, which a pool gives up, or a table; without it {PointsOfAModel} if a model is asked about points anywhere",
        HelpName = "N|TABLE",
    };

    /// <summary>The points that the user asked for; null for none.</summary>
    /// <exception cref="UserInputException">The table is wrong.</exception>
    /// <exception cref="UsageException">Points cannot be drawn.</exception>
    public static ActiveTest? Make(IOracle oracle, ICandidates candidates, string? wanted, string? labels, FitContext context)
    {
        if (wanted is not null && !int.TryParse(wanted, CultureInfo.InvariantCulture, out _))
            return Read(oracle, wanted, labels, context);
        var count = wanted is not null ? int.Parse(wanted, CultureInfo.InvariantCulture) : candidates is BoxCandidates && oracle is ModelOracle ? PointsOfAModel : 0;
        if (count < 0 || (count > 0 && oracle is ProgramOracle))
            throw new UsageException("invalid-option", $"--test is {count}; {(count < 0 ? "points are counted" : "a program is not asked about points to test on")}.", "Name a table of points with their classes.");
        if (count == 0)
            return null;
        var drawn = candidates.Draw(count, context.Random(Stream));
        var points = new float[drawn * oracle.Parameters.Count];
        candidates.Copy(0, points);
        candidates.Take([.. Enumerable.Range(0, drawn)]);
        return Ask(oracle, new FeatureTable(oracle.Parameters, points), context);
    }

    /// <summary>What the model makes of the points: each of the measures; NaN for one that has no value.</summary>
    public IReadOnlyList<(string Name, double Value)> Measure(IClassifierModel model)
    {
        var (columns, width, positive) = (points.ColumnCount, model.Classes.Count, model.Classes.Count - 1);
        var probabilities = new float[classes.Length * width];
        context.ForEach((classes.Length + PointsAtOnce - 1) / PointsAtOnce, piece =>
        {
            var start = piece * PointsAtOnce;
            var count = Math.Min(PointsAtOnce, classes.Length - start);
            model.PredictProbabilities(points.Values.Slice(start * columns, count * columns), probabilities.AsSpan(start * width, count * width));
        });
        var scores = new float[classes.Length];
        var isPositive = Array.ConvertAll(classes, c => c == positive);
        var (squares, named, rightly) = (0.0, 0, 0);
        for (var i = 0; i < scores.Length; i++)
        {
            var row = probabilities.AsSpan(i * width, width);
            scores[i] = row[positive];
            squares += Math.Pow(scores[i] - (isPositive[i] ? 1 : 0), 2);
            if (ClassificationMetrics.PredictedClass(row) != positive)
                continue;
            named++;
            rightly += isPositive[i] ? 1 : 0;
        }

        var all = isPositive.Count(p => p);
        double[] values =
        [
            ClassificationMetrics.OverallAccuracy(probabilities, classes, width),
            Roc.Auc(scores, isPositive),
            squares / scores.Length,
            2.0 * rightly / (named + all),
            ClassificationMetrics.LogLoss(probabilities, classes, width),
            (double)rightly / named,
            (double)rightly / all,
        ];
        return [.. Measures.Zip(values)];
    }

    // A table without labels is one for the oracle to label, if that is a model.
    private static ActiveTest Read(IOracle oracle, string path, string? labels, FitContext context)
    {
        var table = LabelledTable.Read(path, labels, isOptional: oracle is ModelOracle);
        var points = table.Table.ColumnsOf(oracle.Parameters, path);
        return oracle is ModelOracle && table.Columns.Count == 0
            ? Ask(oracle, points, context)
            : new ActiveTest(points, LabelNames.Indices(table.Labels(), oracle.Classes, path), context);
    }

    private static ActiveTest Ask(IOracle oracle, FeatureTable points, FitContext context)
    {
        var answers = new OracleAnswer[points.RowCount];
        oracle.Ask(points.Values.ToArray(), answers, context);
        return new ActiveTest(points, [.. answers.Select(answer => answer.Class)], context);
    }
}
