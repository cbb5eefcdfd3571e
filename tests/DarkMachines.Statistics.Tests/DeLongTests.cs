using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Statistics.Tests;

public class DeLongTests
{
    private static readonly float[] Scores = [0.1f, 0.4f, 0.4f, 0.8f, 0.35f, 0.9f, 0.2f, 0.4f];
    private static readonly bool[] IsSignal = [false, false, true, true, false, true, true, false];

    // By the definition, with a double loop in NumPy: 0.75 with the error 0.19764235376052372, cut off at one.
    [Fact]
    public void The_interval_is_that_of_the_definition()
    {
        var estimate = DeLong.Auc(Scores, IsSignal);
        Assert.Equal(0.75, estimate.Value, 1e-12);
        Assert.Equal(0.362628104809649, estimate.Low!.Value, 1e-9);
        Assert.Equal(1, estimate.High);
    }

    [Fact]
    public void The_error_is_that_of_all_pairs() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomStream(seed);
        bool[] isSignal = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0)];
        float[] scores = [.. isSignal.Select(signal => random.Below(20) + (signal ? 3 : 0))];
        var estimate = DeLong.Auc(scores, isSignal);
        var signal = scores.Where((_, i) => isSignal[i]).ToArray();
        var background = scores.Where((_, i) => !isSignal[i]).ToArray();
        var ofSignal = signal.Select(s => background.Average(b => Pair(s, b))).ToArray();
        var ofBackground = background.Select(b => signal.Average(s => Pair(s, b))).ToArray();
        var error = Math.Sqrt(Variance(ofSignal) / signal.Length + Variance(ofBackground) / background.Length);
        var low = Math.Max(0, ofSignal.Average() - 1.959963984540054 * error);
        return Math.Abs(estimate.Low!.Value - low) < 1e-9 && Math.Abs(estimate.Value - ofSignal.Average()) < 1e-12;
    }));

    [Fact]
    public void Without_rows_of_a_class_there_is_no_area_and_with_one_no_interval()
    {
        Assert.True(double.IsNaN(DeLong.Auc([1, 2], [true, true]).Value));
        Assert.Equal(new Estimate(1), DeLong.Auc([1, 2, 3], [false, false, true]));
    }

    [Fact]
    public void Average_precision_is_that_of_scikit_learn() =>
        Assert.Equal(0.7928571428571428, AveragePrecision.Of(Scores, IsSignal), 1e-12);

    [Fact]
    public void Average_precision_of_a_perfect_order_is_one_and_of_ties_the_share_of_signal()
    {
        Assert.Equal(1, AveragePrecision.Of([3, 2, 1, 0], [true, true, false, false]));
        Assert.Equal(0.25, AveragePrecision.Of([7, 7, 7, 7], [true, false, false, false]));
        Assert.True(double.IsNaN(AveragePrecision.Of([1], [false])));
        Assert.Throws<ArgumentException>(() => AveragePrecision.Of([float.NaN], [true]));
    }

    [Fact]
    public void Errors_of_values_are_those_of_the_definition()
    {
        Assert.Equal(Math.Sqrt(2.5), RegressionMetrics.RootMeanSquare([1, 4], [2, 2]), 1e-12);
        Assert.Equal(0.75, RegressionMetrics.MeanAbsolutePercentage([1, 4, 9], [2, 2, 0]), 1e-12);
        Assert.True(double.IsNaN(RegressionMetrics.MeanAbsolutePercentage([1], [0])));
        Assert.Throws<ArgumentException>(() => RegressionMetrics.RootMeanSquare([1], [1, 2]));
    }

    private static double Pair(float signal, float background) => signal > background ? 1 : signal == background ? 0.5 : 0;

    private static double Variance(double[] values) => values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1);
}
