namespace DarkMachines.Statistics.Tests;

public class EventBootstrapTests
{
    private static readonly bool[] IsSignal = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0)];

    [Fact]
    public void Its_interval_of_the_area_is_near_that_of_DeLong()
    {
        var scores = WorkingPointTests.Draw(new RandomStream(1), 1, IsSignal);
        var drawn = EventBootstrap.Replicates([new RankedScores(scores, IsSignal)], default, curve => curve.Area, 400, new FitContext(2))[0];
        var expected = DeLong.Auc(scores, IsSignal);
        var spread = Math.Sqrt(drawn.Average(x => x * x) - Math.Pow(drawn.Average(), 2));
        Assert.InRange(2 * 1.96 * spread / (expected.High!.Value - expected.Low!.Value), 0.85, 1.15);
    }

    [Fact]
    public void Entrants_that_are_the_same_differ_in_5_of_100_tests()
    {
        var rejected = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            var random = new RandomStream(seed, 3);
            RankedScores[] entrants = [.. Enumerable.Range(0, 2).Select(_ => new RankedScores(WorkingPointTests.Draw(random, 1, IsSignal), IsSignal))];
            if (EventBootstrap.Compare(entrants[0], entrants[1], default, curve => curve.Area, 100, new FitContext(seed)).PValue < 0.05)
                rejected++;
        }

        Assert.InRange(rejected / 200.0, 0.02, 0.09);
    }

    [Fact]
    public void A_clear_difference_is_found_and_ranked()
    {
        var random = new RandomStream(4);
        RankedScores[] entrants = [.. new[] { 0.2, 2.0, 1.9 }.Select(d => new RankedScores(WorkingPointTests.Draw(random, d, IsSignal), IsSignal))];
        Assert.True(EventBootstrap.Compare(entrants[1], entrants[0], default, curve => curve.SignalEfficiencyAt(0.1), 200, new FitContext(1)).PValue < 0.01);

        var drawn = EventBootstrap.Replicates(entrants, default, curve => curve.Area, 200, new FitContext(1));
        var ranks = RankBootstrap.OverEvents([.. entrants.Select(e => e.Curve().Area)], drawn);
        Assert.Equal(new Estimate(3, null, 3, 3), ranks[0]);
        Assert.All(ranks.Skip(1), rank => Assert.Equal((1.0, 2.0), (rank.Low, rank.High)));
    }

    [Fact]
    public void Mean_ranks_over_tasks_have_intervals()
    {
        double[][] tasks = [[3, 2, 1], [3, 2, 1], [3, 1, 2], [3, 2, 1]];
        var ranks = RankBootstrap.OverTasks(tasks, 300, new FitContext(1, threads: 2));
        Assert.Equal(new Estimate(1, null, 1, 1), ranks[0]);
        Assert.Equal(2.25, ranks[1].Value);
        Assert.InRange(ranks[1].High!.Value, 2.5, 3);
        Assert.Equal(2, ranks[1].Low);
    }

    [Fact]
    public void Entrants_on_other_events_are_refused() => Assert.Throws<ArgumentException>(() => EventBootstrap.Replicates(
        [new RankedScores([1, 2], [true, false]), new RankedScores([1, 2], [false, true])], default, curve => curve.Area, 5, new FitContext(1)));
}
