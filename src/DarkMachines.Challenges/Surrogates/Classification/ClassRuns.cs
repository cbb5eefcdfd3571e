using System.Diagnostics;
using DarkMachines.Data;

namespace DarkMachines.Challenges.Surrogates.Classification;

/// <summary>Steps that the challenges of allowed and excluded points have in common.</summary>
internal static class ClassRuns
{
    /// <summary>An entrant's classifier, for fits on standardised points.</summary>
    public static IClassifier Classifier(Entrant entrant) => entrant.Create() as IClassifier ?? throw new UserInputException(
        "wrong-kind", $"'{entrant.Name}' is no classifier; this challenge asks for probabilities of classes.", "Choose a classifier: darkmachines algorithms list.");

    /// <summary>The probability of being allowed of each row.</summary>
    /// <exception cref="PluginException">A probability is none.</exception>
    public static (float[] Probabilities, double Seconds) Predict(IClassifierModel model, FeatureTable rows, int positive)
    {
        var classes = model.Classes.Count;
        var all = new float[rows.RowCount * classes];
        var watch = Stopwatch.StartNew();
        model.PredictProbabilities(rows.Values, all);
        var seconds = watch.Elapsed.TotalSeconds;
        return ([.. Enumerable.Range(0, rows.RowCount).Select(row => Required(all[row * classes + positive], row))], seconds);
    }

    /// <summary>Refuses arrays that are not what the protocol asks for: they come from a process that others' code ran in.</summary>
    public static float[] RequireComplete(TrialScores scores, string name, int repeats, int rows)
    {
        if (!scores.Arrays.TryGetValue(name, out var array) || !array.Shape.SequenceEqual([repeats, rows]))
        {
            throw new PluginException(
                "wrong-number-of-scores", $"The array '{name}' must have the shape ({repeats}, {rows}).", "Run the trial again; if that does not help, mend the algorithm.");
        }

        for (var i = 0; i < array.Values.Length; i++)
            Required(array.Values[i], i);
        return array.Values;
    }

    public static NpyArray<float> Array(float[][] runs) => new([runs.Length, runs[0].Length], [.. runs.SelectMany(run => run)]);

    private static float Required(float probability, int row) => probability is >= 0 and <= 1
        ? probability
        : throw new PluginException("invalid-probability", FormattableString.Invariant($"Probability number {row} is {probability}, outside 0 to 1."), "Mend the algorithm's PredictProbabilities.");
}
