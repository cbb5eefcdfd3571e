using DarkMachines.Data;

namespace DarkMachines.Challenges.DmAstro;

/// <summary>How a trial's answers lie in its arrays.</summary>
internal static class DmAstroScores
{
    /// <summary>Class probabilities of each source when it was tested, <c>repeats × sources × 2</c>.</summary>
    public const string Sources = "scores";

    /// <summary>Probability of dark matter of each unidentified source in each run, <c>(repeats · folds) × sources</c>.</summary>
    public const string Unidentified = "unidentified";

    public const int Classes = 2;

    public static TrialScores Pack(
        ulong seed, float[] sources, float[] unidentified, int repeats, double? fitSeconds, double scoreSeconds)
    {
        var runs = repeats * DmAstroChallenge.Folds;
        return new TrialScores(
            seed,
            new Dictionary<string, NpyArray<float>>
            {
                [Sources] = new([repeats, sources.Length / repeats / Classes, Classes], sources),
                [Unidentified] = new([runs, unidentified.Length / runs], unidentified),
            },
            fitSeconds,
            scoreSeconds);
    }

    /// <summary>The fold in which each source is tested in a repeat: the same for every entrant of a seed.</summary>
    public static int[] Folds(ClassLabels labels, ulong seed, int repeat) =>
        StratifiedFolds.Assign(labels, DmAstroChallenge.Folds, new RandomStream(seed, (ulong)repeat));

    /// <summary>Probabilities of the class <c>dm</c> alone.</summary>
    public static float[] SignalColumn(ReadOnlySpan<float> probabilities)
    {
        var column = new float[probabilities.Length / Classes];
        for (var row = 0; row < column.Length; row++)
            column[row] = probabilities[row * Classes + DmAstroChallenge.SignalClass];
        return column;
    }

    /// <summary>Refuses arrays that are not what the protocol asks for: they come from a process that others' code ran in.</summary>
    public static void RequireComplete(TrialScores scores, int repeats, int sources, int unidentified)
    {
        RequireShape(scores, Sources, [repeats, sources, Classes]);
        RequireShape(scores, Unidentified, [repeats * DmAstroChallenge.Folds, unidentified]);
        RequireProbabilities(scores.Arrays[Sources].Values);
        if (scores.Arrays[Unidentified].Values.Any(p => !(p is >= 0 and <= 1)))
            throw new PluginException("invalid-probability", "The scores of the unidentified sources are no probabilities.", "Mend the algorithm's PredictProbabilities.");
    }

    /// <summary>Refuses answers that are no probabilities.</summary>
    public static void RequireProbabilities(ReadOnlySpan<float> probabilities)
    {
        const float rounding = 1e-3f;
        for (var row = 0; row < probabilities.Length / Classes; row++)
        {
            float astro = probabilities[row * Classes], signal = probabilities[row * Classes + 1];
            if (!(astro >= 0 && signal >= 0 && Math.Abs(astro + signal - 1) <= rounding))
            {
                throw new PluginException(
                    "invalid-probability",
                    FormattableString.Invariant($"The model answered ({astro}, {signal}) for row {row}; class probabilities lie between 0 and 1 and add to 1."),
                    "Mend the algorithm's PredictProbabilities.");
            }
        }
    }

    private static void RequireShape(TrialScores scores, string name, int[] shape)
    {
        if (scores.Arrays.TryGetValue(name, out var array) && array.Shape.SequenceEqual(shape))
            return;
        var found = array is null ? "there is none" : $"it is ({string.Join(", ", array.Shape)})";
        throw new PluginException(
            "wrong-number-of-scores", $"The array '{name}' of scores must have the shape ({string.Join(", ", shape)}); {found}.",
            "Run the trial again; if that does not help, mend the algorithm.");
    }
}
