using System.Diagnostics;
using DarkMachines.Data;

namespace DarkMachines.Challenges.Tabular;

/// <summary>
/// Fits and scores, repeat after repeat. The columns are standardised by the rows fitted on; a model fitted elsewhere
/// gets them as they are.
/// </summary>
internal static class TabularRuns
{
    /// <summary>Name of the array of scores: repeats × test rows.</summary>
    public const string Scores = "scores";

    /// <summary>Name of the table of rows that are divided in each repeat.</summary>
    public const string Pool = "pool";

    /// <summary>Name of the table of rows that are tested in every repeat; absent where those are the rest of the pool.</summary>
    public const string Test = "test";

    public static TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings)
    {
        var protocol = TabularProtocol.Of(inputs.Task);
        var pool = inputs.Tables[Pool];
        var scores = new float[settings.Repeats][];
        var fitSeconds = new double[settings.Repeats];
        var scoreSeconds = new double[settings.Repeats];
        var done = 0;

        // One repeat a thread, rather than threads within a fit: every fit is then as undisturbed as any other.
        new FitContext(settings.Seed, settings.Threads, cancellation: settings.Cancellation).ForEach(settings.Repeats, repeat =>
        {
            var (training, rest) = protocol.Split(pool.RowCount, settings.Seed, repeat);
            var testRows = inputs.Tables.GetValueOrDefault(Test) ?? pool.SelectRows(rest);
            if (entrant.Fitted is IAnomalyModel model)
            {
                testRows = testRows.SelectColumns(ModelColumns.Of(inputs.Task, model)!);
            }
            else
            {
                var trainingRows = pool.SelectRows(training);
                var scaler = Standardiser.Fit(trainingRows);
                (trainingRows, testRows) = (scaler.Apply(trainingRows), scaler.Apply(testRows));
                var context = new FitContext(RandomStream.DeriveSeed(settings.Seed, (ulong)repeat), cancellation: settings.Cancellation);
                var watch = Stopwatch.StartNew();
                model = Detector(entrant).Fit(trainingRows, context);
                fitSeconds[repeat] = watch.Elapsed.TotalSeconds;
            }

            (scores[repeat], scoreSeconds[repeat]) = Score(model, testRows);
            if (repeat == 0)
                ThreadSafety.Require(scores[0], answers => model.Score(testRows.Values, answers));
            settings.Progress?.Report(new FitProgress((double)Interlocked.Increment(ref done) / settings.Repeats, "repeats"));
        });

        var array = new NpyArray<float>([settings.Repeats, scores[0].Length], [.. scores.SelectMany(s => s)]);
        return new TrialScores(
            settings.Seed, new Dictionary<string, NpyArray<float>> { [Scores] = array },
            entrant.Fitted is null ? fitSeconds.Sum() : null, scoreSeconds.Sum());
    }

    /// <summary>Refuses arrays that are not what the protocol asks for: they come from a process that others' code ran in.</summary>
    public static NpyArray<float> RequireComplete(TrialScores scores, int repeats, int testRows)
    {
        if (!scores.Arrays.TryGetValue(Scores, out var array) || !array.Shape.SequenceEqual([repeats, testRows]))
        {
            throw new PluginException(
                "wrong-number-of-scores",
                $"The array '{Scores}' must have the shape ({repeats}, {testRows}); {(array is null ? "there is none" : $"it is ({string.Join(", ", array.Shape)})")}.",
                "Run the trial again; if that does not help, mend the algorithm.");
        }

        RequireNumbers(array.Values);
        return array;
    }

    private static (float[] Scores, double Seconds) Score(IAnomalyModel model, FeatureTable rows)
    {
        var scores = new float[rows.RowCount];
        var watch = Stopwatch.StartNew();
        model.Score(rows.Values, scores);
        var seconds = watch.Elapsed.TotalSeconds;
        RequireNumbers(scores);
        return (scores, seconds);
    }

    private static void RequireNumbers(ReadOnlySpan<float> scores)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            if (float.IsNaN(scores[row]))
                throw new PluginException("invalid-score", $"Score number {row} is not a number; a score may be infinite, but must be comparable.", "Mend the algorithm's Score.");
        }
    }

    private static IAnomalyDetector Detector(Entrant entrant) => entrant.Create() as IAnomalyDetector ?? throw new UserInputException(
        "wrong-kind", $"'{entrant.Name}' is no anomaly detector; tabular-anomaly asks for anomaly scores.", "Choose an anomaly detector: darkmachines algorithms list.");
}
