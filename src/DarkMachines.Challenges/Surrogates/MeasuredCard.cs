using DarkMachines.Onnx;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Surrogates;

/// <summary>Writes on a model's card what its answers to points that it was not fitted on tell of it.</summary>
public static class MeasuredCard
{
    /// <summary>Confidence levels and accuracy of a classifier; levels of two classes only.</summary>
    /// <param name="card">The card so far.</param>
    /// <param name="probabilities">Probabilities, row-major; points that have a NaN are left out.</param>
    /// <param name="labels">The classes of the points.</param>
    /// <param name="positive">Place of the positive class.</param>
    public static ModelCard WithClasses(this ModelCard card, ReadOnlySpan<float> probabilities, ClassLabels labels, int positive)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(labels);
        var classes = labels.Classes.Count;
        var answers = probabilities.ToArray();
        int[] answered = [.. Enumerable.Range(0, labels.Count).Where(row => !answers.AsSpan(row * classes, classes).ContainsAnyExceptInRange(0, 1))];
        if (answered.Length == 0)
            return card;
        float[] given = [.. answered.SelectMany(row => answers.AsSpan(row * classes, classes).ToArray())];
        var known = labels.Select(answered);
        var accuracy = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["points"] = answered.Length,
            ["overall-accuracy"] = ClassificationMetrics.OverallAccuracy(given, known.Indices, classes),
            ["log-loss"] = ClassificationMetrics.LogLoss(given, known.Indices, classes),
        };
        if (classes != 2)
            return card with { Accuracy = accuracy };
        float[] scores = [.. given.Where((_, i) => i % 2 == positive)];
        bool[] isPositive = [.. known.Indices.ToArray().Select(label => label == positive)];
        if (Roc.Auc(scores, isPositive) is var auc && double.IsFinite(auc))
            accuracy["auc"] = auc;
        return card with { Calibration = ConfidenceLevels.Of(scores, isPositive), PositiveLabel = labels.Classes[positive], Accuracy = accuracy };
    }

    /// <summary>Widths of intervals and accuracy of a surrogate of values.</summary>
    /// <param name="card">The card so far.</param>
    /// <param name="predictions">What was predicted, row-major; points that have a NaN are left out.</param>
    /// <param name="values">The truth.</param>
    public static ModelCard WithValues(this ModelCard card, ReadOnlySpan<float> predictions, FeatureTable values)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(values);
        var width = values.ColumnCount;
        var accuracy = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var k = 0; k < width; k++)
        {
            var (predicted, known) = Column(predictions, values, k);
            var ending = width == 1 ? "" : $"-{values.Features[k].Name}";
            accuracy["points"] = known.Length;
            Add($"rmse{ending}", RegressionMetrics.RootMeanSquare(predicted, known));
            Add($"mape{ending}", RegressionMetrics.MeanAbsolutePercentage(predicted, known));
        }

        return card with { Errors = ConformalErrors.Of(predictions, values.Values, width), Accuracy = accuracy };

        void Add(string name, double value)
        {
            if (double.IsFinite(value))
                accuracy[name] = value;
        }
    }

    private static (float[] Predicted, float[] Known) Column(ReadOnlySpan<float> predictions, FeatureTable values, int column)
    {
        List<float> predicted = [], known = [];
        for (var row = 0; row < values.RowCount; row++)
        {
            var prediction = predictions[row * values.ColumnCount + column];
            if (float.IsNaN(prediction))
                continue;
            predicted.Add(prediction);
            known.Add(values.Row(row)[column]);
        }

        return ([.. predicted], [.. known]);
    }
}
