namespace DarkMachines.Statistics.Tests;

public class AnomalyGradeTests
{
    private static readonly bool[] IsSignal = [.. Enumerable.Range(0, 3000).Select(i => i % 3 == 0)];

    [Fact]
    public void What_the_background_does_not_resolve_is_no_metric()
    {
        var grade = Grade(WorkingPointTests.Draw(new RandomStream(1), 1.5, IsSignal));
        Assert.Equal(
            ["auc", "signal-efficiency-at-1e-2", "max-significance-improvement", "max-significance-improvement-of-curve"], grade.Metrics.Keys);
        Assert.Equal(grade.Points[0].SignificanceImprovement.Value, grade.ResolvedMaximum!.Value);
        Assert.Equal(grade.Points.Max(point => point.SignificanceImprovement.Value), grade.PointMaximum.Value);
        Assert.False(grade.IsDegenerate);
        Assert.False(grade.IsReversed);
    }

    [Fact]
    public void Degenerate_and_reversed_scores_are_flagged()
    {
        var random = new RandomStream(2);
        Assert.True(Grade([.. IsSignal.Select(signal => signal ? 0f : random.Below(10))]) is { IsDegenerate: true, IsReversed: true });
        Assert.Equal(1, Grade(new float[3000]).LargestTie);
        Assert.False(Grade(new float[3000]).IsReversed);
    }

    // The largest of Φ(d − z)/√Φ(−z), by NumPy on a fine grid of cuts z that ten of NB background events pass.
    [Theory]
    [InlineData(1000, 2000, 1.5, 2.05277)]
    [InlineData(300, 5000, 3, 12.26453)]
    public void The_interval_of_the_curve_s_maximum_holds_the_truth(int signals, int backgrounds, double distance, double truth)
    {
        bool[] isSignal = [.. Enumerable.Range(0, signals + backgrounds).Select(i => i < signals)];
        var within = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            var (estimate, at) = SignificanceImprovement.Maximum(new RankedScores(WorkingPointTests.Draw(new RandomStream(seed, 9), distance, isSignal), isSignal).Curve());
            Assert.True(at * backgrounds > 9.99);
            if (estimate.Low <= truth && truth <= estimate.High)
                within++;
        }

        Assert.InRange(within, 180, 200);
    }

    [Fact]
    public void Without_ten_background_events_there_is_no_maximum()
    {
        var (estimate, at) = SignificanceImprovement.Maximum(new RankedScores([1, 2, 3], [true, false, false]).Curve());
        Assert.True(double.IsNaN(estimate.Value) && double.IsNaN(at));
    }

    [Fact]
    public void The_total_improvement_takes_the_best_channel_of_each_signal()
    {
        (string, Estimate)[] improvements =
        [
            ("a", new(1, null, 0.5, 1.5)), ("a", new(3, null, 1, 9)), ("b", new(7, null, 6, 8)), ("c", new(2, null, 1, 2.5)), ("d", new(4, null, 3, 5)),
        ];
        var total = TotalImprovement.Of(improvements);
        Assert.Equal(new Estimate(2, null, 1, 2.5), total.Minimum);
        Assert.Equal(new Estimate(3.5, null, 2, 6.5), total.Median);
        Assert.Equal(new Estimate(7, null, 6, 9), total.Maximum);
    }

    private static AnomalyGrade Grade(float[] scores) => AnomalyGrade.Of(scores, IsSignal);
}
