using DarkMachines.Statistics;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary>The metrics of a model's answers to rows whose labels are known.</summary>
internal static class Grades
{
    /// <summary>Metrics by name.</summary>
    /// <exception cref="UserInputException">The labels do not fit the model, or a score is NaN.</exception>
    public static IReadOnlyDictionary<string, Estimate> Of(IModel model, Answers answers, LabelledTable test, string? positive) => model switch
    {
        IClassifierModel classifier => OfClasses(classifier, answers.Values, test, positive),
        ISurrogateModel surrogate => OfValues(surrogate, answers.Values, test.Values()),
        _ => OfScores(answers.Values, LabelNames.IsSignal(test.Labels(), test.Name, positive)),
    };

    private static Dictionary<string, Estimate> OfScores(float[] scores, bool[] isSignal)
    {
        RefuseNaN(scores, 1);
        return new() { ["auc"] = DeLong.Auc(scores, isSignal), ["average-precision"] = new Estimate(AveragePrecision.Of(scores, isSignal)) };
    }

    private static Dictionary<string, Estimate> OfClasses(IClassifierModel model, float[] probabilities, LabelledTable test, string? positive)
    {
        var classes = model.Classes.Count;
        RefuseNaN(probabilities, classes);
        var labels = LabelNames.Indices(test.Labels(), model.Classes, test.Name);
        Dictionary<string, Estimate> metrics = new()
        {
            ["overall-accuracy"] = new Estimate(ClassificationMetrics.OverallAccuracy(probabilities, labels, classes)),
            ["log-loss"] = new Estimate(ClassificationMetrics.LogLoss(probabilities, labels, classes)),
        };
        if (classes != 2)
            return metrics;
        var signal = positive is not null && model.Classes[0] == positive ? 0 : 1;
        var scores = probabilities.Where((_, i) => i % 2 == signal).ToArray();
        foreach (var (name, estimate) in OfScores(scores, [.. labels.Select(label => label == signal)]))
            metrics.Add(name, estimate);
        return metrics;
    }

    private static Dictionary<string, Estimate> OfValues(ISurrogateModel model, float[] predictions, FeatureTable values)
    {
        var outputs = model.Outputs.Count;
        if (values.ColumnCount != outputs)
            throw new UserInputException("wrong-labels", $"The model predicts {outputs} values a row; the test table gives {values.ColumnCount}.", "Name as many columns with --labels.");
        RefuseNaN(predictions, outputs);
        Dictionary<string, Estimate> metrics = [];
        for (var output = 0; output < outputs; output++)
        {
            var ending = outputs == 1 ? "" : $"-{model.Outputs[output].Name}";
            float[] predicted = Column(predictions, output, outputs), known = Column(values.Values.ToArray(), output, outputs);
            metrics.Add($"rmse{ending}", new Estimate(RegressionMetrics.RootMeanSquare(predicted, known)));
            metrics.Add($"mape{ending}", new Estimate(RegressionMetrics.MeanAbsolutePercentage(predicted, known)));
        }

        return metrics;
    }

    private static float[] Column(float[] values, int column, int width) => [.. values.Where((_, i) => i % width == column)];

    private static void RefuseNaN(float[] answers, int width)
    {
        var place = Array.FindIndex(answers, float.IsNaN);
        if (place >= 0)
            throw new UserInputException("answer-nan", $"The model answers NaN to test row {place / width} (counted from 0).", "Remove rows with missing values from the test table, or fill them in.");
    }
}
