namespace DarkMachines.Statistics.Tests;

public class WorkingPointTests
{
    private const int Signals = 1000, Backgrounds = 1000;

    private static readonly bool[] IsSignal = [.. Enumerable.Range(0, Signals + Backgrounds).Select(i => i < Signals)];

    [Fact]
    public void Points_with_fewer_than_ten_background_events_past_the_cut_are_not_resolved()
    {
        var curve = new RankedScores(Draw(new RandomStream(1), 1), IsSignal).Curve();
        Assert.Equal([true, false, false], WorkingPoint.Published.Select(at => WorkingPoint.Of(curve, at).IsResolved));
        Assert.Equal(0.1, WorkingPoint.Of(curve, 1e-4).BackgroundPastCut, 1e-9);
        Assert.Equal(0, WorkingPoint.Of(curve, 1e-4).SignalEfficiency.Low);
    }

    [Fact]
    public void The_improvement_is_the_efficiency_over_the_root_of_the_background()
    {
        // Twenty of a hundred background events outscore nothing; the rest of the signal lies above all.
        float[] scores = [.. Enumerable.Range(0, 200).Select(i => i < 40 ? 2 : i < 100 ? 0 : i < 200 ? 1 + i / 1000f : 0)];
        bool[] isSignal = [.. Enumerable.Range(0, 200).Select(i => i < 100)];
        var point = WorkingPoint.Of(new RankedScores(scores, isSignal).Curve(), 0.25);
        Assert.Equal(0.4, point.SignalEfficiency.Value, 1e-12);
        Assert.Equal(0.8, point.SignificanceImprovement.Value, 1e-12);
        Assert.False(point.IsTied);
        Assert.True(WorkingPoint.Of(new RankedScores(new float[200], isSignal).Curve(), 0.25) is { IsTied: true, TiedLow: 0, TiedHigh: 1 });
    }

    // The truth of normal scores a distance d apart: Φ(d − z) at the cut z that a share of the background passes.
    [Theory]
    [InlineData(0.1, 1.0, 0.389144)]
    [InlineData(0.02, 2.0, 0.478568)]
    public void The_interval_holds_the_truth_in_95_of_100_experiments(double at, double distance, double truth)
    {
        var within = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            var curve = new RankedScores(Draw(new RandomStream(seed, 5), distance), IsSignal).Curve();
            var estimate = WorkingPoint.Of(curve, at).SignalEfficiency;
            if (estimate.Low <= truth && truth <= estimate.High)
                within++;
        }

        Assert.InRange(within / 400.0, 0.925, 0.99);
    }

    [Fact]
    public void The_names_are_those_of_boards() => Assert.Equal(
        ["signal-efficiency-at-1e-2", "signal-efficiency-at-1e-3", "signal-efficiency-at-1e-4"], WorkingPoint.Published.Select(WorkingPoint.MetricName));

    internal static float[] Draw(RandomStream random, double distance, bool[]? isSignal = null) =>
        [.. (isSignal ?? IsSignal).Select(signal => (float)(random.Normal() + (signal ? distance : 0)))];
}
