namespace DarkMachines.Statistics.Tests;

public class ClassificationMetricsTests
{
    private static readonly float[] Probabilities = [0.9f, 0.1f, 0.5f, 0.5f, 0.2f, 0.8f, 0.7f, 0.3f];
    private static readonly int[] Labels = [0, 1, 1, 1];

    [Fact]
    public void Equal_probabilities_predict_the_first_class()
    {
        // Rows: right, tie predicted as class 0 (wrong), right, wrong.
        Assert.Equal(0.5, ClassificationMetrics.OverallAccuracy(Probabilities, Labels, 2));
        Assert.Equal(1, ClassificationMetrics.Recall(Probabilities, Labels, 2, ofClass: 0));
        Assert.Equal(1.0 / 3, ClassificationMetrics.Recall(Probabilities, Labels, 2, ofClass: 1), 15);
    }

    [Fact]
    public void Log_loss_is_the_mean_surprise()
    {
        var expected = -(Math.Log(0.9f) + Math.Log(0.5) + Math.Log(0.8f) + Math.Log(0.3f)) / 4;
        Assert.Equal(expected, ClassificationMetrics.LogLoss(Probabilities, Labels, 2), 12);
    }

    [Fact]
    public void Certainty_that_is_wrong_costs_a_finite_loss() =>
        Assert.Equal(52 * Math.Log(2), ClassificationMetrics.LogLoss([1, 0], [1], 2), 12);

    [Fact]
    public void A_class_without_rows_has_no_recall() =>
        Assert.True(double.IsNaN(ClassificationMetrics.Recall([1, 0], [0], 2, ofClass: 1)));

    [Fact]
    public void Lengths_must_fit() =>
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.LogLoss([1, 0, 1], [0], 2));
}
