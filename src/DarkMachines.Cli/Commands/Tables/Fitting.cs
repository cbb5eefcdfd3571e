using System.Globalization;
using DarkMachines.Challenges;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary>Fits an algorithm to a user's table, in the role that the labels ask for.</summary>
internal static class Fitting
{
    /// <summary>What an algorithm is to be fitted as.</summary>
    /// <param name="entrant">The algorithm.</param>
    /// <param name="algorithm">Its instance.</param>
    /// <param name="wanted">What the user said; null to decide.</param>
    /// <param name="training">The rows, with what labels or values there are to learn.</param>
    /// <exception cref="UsageException">It cannot be fitted like that, or it cannot be told whether labels are classes or values.</exception>
    public static ModelKind KindOf(Entrant entrant, object algorithm, ModelKind? wanted, LabelledTable training)
    {
        (ModelKind Kind, bool Can)[] kinds =
        [
            (ModelKind.Classifier, algorithm is IClassifier),
            (ModelKind.AnomalyDetector, algorithm is IAnomalyDetector),
            (ModelKind.Surrogate, algorithm is ISurrogate),
        ];
        var possible = kinds.Where(kind => kind.Can).Select(kind => kind.Kind).ToArray();
        if (wanted is { } kind)
        {
            return possible.Contains(kind)
                ? kind
                : throw new UsageException("wrong-kind", $"'{entrant.Name}' cannot be fitted as {kind.Word()}.", $"It can as {string.Join(" or ", possible.Select(k => k.Word()))}.");
        }

        if (training.Columns.Count == 0 && possible.Contains(ModelKind.AnomalyDetector))
            return ModelKind.AnomalyDetector;
        if (possible.Contains(ModelKind.Classifier) && possible.Contains(ModelKind.Surrogate))
            RefuseValues(training, entrant.Name);
        return possible[0];
    }

    // Numbers that are not whole, or very many, are seldom classes; a model of each number as a class is large and of no use.
    private static void RefuseValues(LabelledTable training, string algorithm)
    {
        const int mostNumbers = 100;
        var labels = training.Labels().Distinct().ToArray();
        var numbers = labels.Where(label => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out _)).ToArray();
        var broken = numbers.FirstOrDefault(number => !double.IsInteger(double.Parse(number, CultureInfo.InvariantCulture)));
        if (numbers.Length < labels.Length || (broken is null && numbers.Length <= mostNumbers))
            return;
        throw new UsageException(
            "classes-or-values",
            $"'{algorithm}' learns classes or values, and the labels of '{training.Name}' are {(broken is null ? $"{numbers.Length} different numbers" : $"numbers such as {broken}")}.",
            "Say --as surrogate to learn values, or --as classifier.");
    }

    /// <summary>The model.</summary>
    /// <param name="entrant">The algorithm.</param>
    /// <param name="algorithm">Its instance.</param>
    /// <param name="kind">What to fit it as.</param>
    /// <param name="training">The rows; those of a detector that have labels are cut down to background.</param>
    /// <param name="positive">The label that counts as positive; null for the last in order.</param>
    /// <param name="context">Seed and threads.</param>
    public static IModel Fit(Entrant entrant, object algorithm, ModelKind kind, LabelledTable training, string? positive, FitContext context)
    {
        try
        {
            return kind switch
            {
                ModelKind.Classifier => ((IClassifier)algorithm).Fit(training.Rows, Classes(training, positive), context),
                ModelKind.Surrogate => ((ISurrogate)algorithm).Fit(training.Rows, training.Values(), context),
                _ => ((IAnomalyDetector)algorithm).Fit(Background(training, positive), context),
            };
        }
        catch (Exception failure) when (failure is not (DarkMachinesException or OperationCanceledException))
        {
            throw new PluginException(
                "plugin-failed", $"Algorithm '{entrant.Name}' failed ({failure.GetType().Name}: {failure.Message.Split('\n')[0]}).", "Tell the plugin's author.", failure);
        }
    }

    /// <summary>The rows that a detector is fitted to.</summary>
    public static FeatureTable Background(LabelledTable training, string? positive)
    {
        if (training.Columns.Count == 0)
            return training.Rows;
        var isSignal = LabelNames.IsSignal(training.Labels(), training.Name, positive);
        return training.Rows.SelectRows(Enumerable.Range(0, isSignal.Length).Where(row => !isSignal[row]).ToArray());
    }

    private static ClassLabels Classes(LabelledTable training, string? positive)
    {
        var labels = training.Labels();
        var classes = LabelNames.Of(labels, training.Name, positive);
        return new ClassLabels(classes, LabelNames.Indices(labels, classes, training.Name));
    }
}
