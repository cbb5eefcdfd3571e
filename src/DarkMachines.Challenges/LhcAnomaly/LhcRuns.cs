using System.Diagnostics;
using DarkMachines.Data;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>
/// Fits a detector to the background of each channel of a task, and scores the channel's test rows. The columns are
/// standardised by the background; a model fitted elsewhere gets them as they are.
/// </summary>
internal static class LhcRuns
{
    /// <summary>Beginning of the names of tables of background to fit to; the channel's name follows.</summary>
    public const string Training = "training-";

    /// <summary>Beginning of the names of tables of test rows, shuffled.</summary>
    public const string Test = "test-";

    /// <summary>Beginning of the names of tables of the baselines' variables of these rows.</summary>
    public const string Variables = "variables-";

    /// <summary>Beginning of the names of arrays of scores: repeats × test rows.</summary>
    public const string Scores = "scores-";

    private const int PieceLength = 4096;

    public static TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings)
    {
        string[] channels = [.. inputs.Tables.Keys.Where(name => name.StartsWith(Training, StringComparison.Ordinal)).Select(name => name[Training.Length..]).Order(StringComparer.Ordinal)];
        var arrays = new Dictionary<string, NpyArray<float>>();
        var (fitSeconds, scoreSeconds, done) = (0.0, 0.0, 0);
        foreach (var channel in channels)
        {
            var scores = new List<float>();
            for (var repeat = 0; repeat < settings.Repeats; repeat++)
            {
                var watch = Stopwatch.StartNew();
                var (model, test) = Prepare(inputs, entrant, channel, settings, repeat);
                fitSeconds += watch.Elapsed.TotalSeconds;
                watch.Restart();
                scores.AddRange(Score(model, test, settings));
                scoreSeconds += watch.Elapsed.TotalSeconds;
                settings.Progress?.Report(new FitProgress((double)++done / (channels.Length * settings.Repeats), "channels"));
            }

            arrays[Scores + channel] = new NpyArray<float>([settings.Repeats, scores.Count / settings.Repeats], [.. scores]);
        }

        return new TrialScores(settings.Seed, arrays, entrant.Fitted is null ? fitSeconds : null, scoreSeconds);
    }

    /// <summary>Refuses arrays that are not what the protocol asks for: they come from a process that others' code ran in.</summary>
    public static NpyArray<float> RequireComplete(TrialScores scores, string channel, int repeats, int testRows)
    {
        if (!scores.Arrays.TryGetValue(Scores + channel, out var array) || !array.Shape.SequenceEqual([repeats, testRows]))
        {
            throw new PluginException(
                "wrong-number-of-scores",
                $"The array '{Scores + channel}' must have the shape ({repeats}, {testRows}); {(array is null ? "there is none" : $"it is ({string.Join(", ", array.Shape)})")}.",
                "Run the trial again; if that does not help, mend the algorithm.");
        }

        RequireNumbers(array.Values);
        return array;
    }

    private static (IAnomalyModel Model, FeatureTable Test) Prepare(TrialInputs inputs, Entrant entrant, string channel, TrialSettings settings, int repeat)
    {
        var test = inputs.Tables[Test + channel];
        if (entrant.Fitted is IAnomalyModel fitted)
            return (fitted, test.SelectColumns(ModelColumns.Of(inputs.Task, fitted)!));
        var context = new FitContext(RandomStream.DeriveSeed(settings.Seed, (ulong)repeat), settings.Threads, cancellation: settings.Cancellation);
        var detector = Detector(entrant);
        if (detector is OneVariable)
            return (detector.Fit(inputs.Tables[Variables + channel], context), inputs.Tables[Variables + channel]);
        var training = inputs.Tables[Training + channel];
        var scaler = Standardiser.Fit(training);
        return (detector.Fit(scaler.Apply(training), context), scaler.Apply(test));
    }

    private static float[] Score(IAnomalyModel model, FeatureTable rows, TrialSettings settings)
    {
        var scores = new float[rows.RowCount];
        var pieces = (rows.RowCount + PieceLength - 1) / PieceLength;
        new FitContext(settings.Seed, settings.Threads, cancellation: settings.Cancellation).ForEach(pieces, piece =>
        {
            var first = piece * PieceLength;
            var count = Math.Min(PieceLength, rows.RowCount - first);
            model.Score(rows.SliceRows(first, count).Values, scores.AsSpan(first, count));
        });
        RequireNumbers(scores);
        var sample = rows.SliceRows(0, Math.Min(PieceLength, rows.RowCount));
        ThreadSafety.Require(scores[..sample.RowCount], answers => model.Score(sample.Values, answers));
        return scores;
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
        "wrong-kind", $"'{entrant.Name}' is no anomaly detector; lhc-anomaly asks for anomaly scores.", "Choose an anomaly detector: darkmachines algorithms list.");
}
