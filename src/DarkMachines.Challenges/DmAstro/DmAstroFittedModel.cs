using System.Diagnostics;

namespace DarkMachines.Challenges.DmAstro;

/// <summary>
/// A model fitted elsewhere takes the log10 features as they are: whatever scaling it needs, it carries. It answers
/// once, and is graded on the same folds as everybody else.
/// </summary>
internal static class DmAstroFittedModel
{
    public static string? Refusal(ChallengeTask task, IReadOnlyList<string> classes, Entrant entrant)
    {
        if (entrant.Fitted is not IClassifierModel classifier)
            return "it is not a classifier, and dm-astro asks for class probabilities";
        if (ClassOrder(classes, classifier, entrant.PositiveClass) is null)
            return $"its classes are {string.Join(", ", classifier.Classes)}, which are neither 'astro' and 'dm' nor 0 and 1, and none is named as positive";
        return ModelColumns.Refusal(task, classifier);
    }

    public static TrialScores Run(DmAstroInputs inputs, ChallengeTask task, Entrant entrant, TrialSettings settings)
    {
        if (Refusal(task, inputs.Labels.Classes, entrant) is { } reason)
            throw new UserInputException("model-does-not-fit", $"The model cannot take part: {reason}.", "Name a task that has the model's columns with --task.");
        var classifier = (IClassifierModel)entrant.Fitted!;
        var columns = ModelColumns.Of(task, classifier)!;
        var order = ClassOrder(inputs.Labels.Classes, classifier, entrant.PositiveClass)!;

        var watch = Stopwatch.StartNew();
        var sources = Probabilities(classifier, inputs.SourceRows.SelectColumns(columns), order);
        var unidentified = DmAstroScores.SignalColumn(Probabilities(classifier, inputs.UnidentifiedRows.SelectColumns(columns), order));
        var scoreSeconds = watch.Elapsed.TotalSeconds;
        settings.Progress?.Report(new FitProgress(1, "scored"));

        return DmAstroScores.Pack(
            settings.Seed,
            Repeat(sources, settings.Repeats),
            Repeat(unidentified, settings.Repeats * DmAstroChallenge.Folds),
            settings.Repeats,
            fitSeconds: null,
            scoreSeconds);
    }

    // For each class of the challenge, the model's class that stands for it.
    private static int[]? ClassOrder(IReadOnlyList<string> classes, IClassifierModel model, string? positive)
    {
        int[] byName = [.. classes.Select(name => IndexOf(model.Classes, name))];
        int[] byNumber = [IndexOf(model.Classes, "0"), IndexOf(model.Classes, "1")];
        if (model.Classes.Count != DmAstroScores.Classes)
            return null;
        if (!byName.Contains(-1))
            return byName;
        if (positive is not null && IndexOf(model.Classes, positive) is var signal and >= 0)
            return [1 - signal, signal];
        return !byNumber.Contains(-1) ? byNumber : null;
    }

    private static int IndexOf(IReadOnlyList<string> names, string name) => names.ToList().IndexOf(name);

    private static float[] Probabilities(IClassifierModel model, FeatureTable rows, int[] order)
    {
        var answered = new float[rows.RowCount * DmAstroScores.Classes];
        model.PredictProbabilities(rows.Values, answered);
        DmAstroScores.RequireProbabilities(answered);
        var ordered = new float[answered.Length];
        for (var i = 0; i < ordered.Length; i++)
            ordered[i] = answered[i / DmAstroScores.Classes * DmAstroScores.Classes + order[i % DmAstroScores.Classes]];
        return ordered;
    }

    private static float[] Repeat(float[] values, int times)
    {
        var repeated = new float[values.Length * times];
        for (var i = 0; i < times; i++)
            values.CopyTo(repeated, i * values.Length);
        return repeated;
    }
}
