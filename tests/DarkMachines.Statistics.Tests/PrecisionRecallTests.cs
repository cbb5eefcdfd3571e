namespace DarkMachines.Statistics.Tests;

public class PrecisionRecallTests
{
    [Fact]
    public void The_example_of_scikit_learn_s_manual_comes_out() =>
        Assert.Equal(0.8333, PrecisionRecall.AveragePrecision([0.1f, 0.4f, 0.35f, 0.8f], [false, false, true, true]), 1e-4);

    [Fact]
    public void It_is_one_for_a_perfect_order_and_the_share_of_signal_for_equal_scores()
    {
        Assert.Equal(1, PrecisionRecall.AveragePrecision([1, 2, 3, 4], [false, false, true, true]));
        Assert.Equal(0.25, PrecisionRecall.AveragePrecision([5, 5, 5, 5], [false, true, false, false]));
        Assert.True(double.IsNaN(PrecisionRecall.AveragePrecision([1, 2], [false, false])));
    }

    [Fact]
    public void The_order_of_equal_scores_does_not_matter() => Assert.Equal(
        PrecisionRecall.AveragePrecision([3, 2, 2, 1], [false, true, false, true]),
        PrecisionRecall.AveragePrecision([3, 2, 2, 1], [false, false, true, true]));

    [Fact]
    public void What_cannot_be_ranked_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PrecisionRecall.AveragePrecision([1, float.NaN], [false, true]));
        Assert.Throws<ArgumentException>(() => PrecisionRecall.AveragePrecision([1], [false, true]));
        Assert.Equal(1, PrecisionRecall.AveragePrecision([float.PositiveInfinity, float.NegativeInfinity], [true, false]));
    }
}
