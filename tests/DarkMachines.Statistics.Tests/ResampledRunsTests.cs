namespace DarkMachines.Statistics.Tests;

public class ResampledRunsTests
{
    [Fact]
    public void The_interval_follows_Nadeau_and_Bengio()
    {
        // Mean 3, variance 2.5, five runs; t(0.975; 4) = 2.7764451052.
        var estimate = ResampledRuns.Mean([1, 2, 3, 4, 5], testToTraining: 0.25);
        var reach = 2.7764451052 * Math.Sqrt((0.2 + 0.25) * 2.5);
        Assert.Equal(3, estimate.Value, 12);
        Assert.Equal(Math.Sqrt(2.5), estimate.Spread!.Value, 12);
        Assert.Equal(3 - reach, estimate.Low!.Value, 8);
        Assert.Equal(3 + reach, estimate.High!.Value, 8);
    }

    [Fact]
    public void One_run_has_no_interval() => Assert.Equal(new Estimate(0.5), ResampledRuns.Mean([0.5], 0.25));

    [Fact]
    public void A_difference_pairs_the_runs()
    {
        var difference = ResampledRuns.Difference([0.9, 0.8, 0.7], [0.8, 0.7, 0.6], 0.25);
        Assert.Equal(0.1, difference.Value, 12);
        Assert.True(difference.Low > 0.0999, "a constant difference is resolved however much the runs scatter");
    }

    [Fact]
    public void The_interval_covers_the_truth_about_as_often_as_it_says()
    {
        // Accuracies of cross-validated runs: each entrant's test folds are disjoint shares of one sample, so the mean
        // over folds is the sample mean; over many samples the interval must contain the true value about 95 % of the time.
        const int samples = 400, rows = 200, folds = 5;
        var random = new RandomStream(seed: 11);
        var covered = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            var runs = new double[folds];
            for (var row = 0; row < rows; row++)
                runs[row % folds] += random.Uniform() < 0.8 ? (double)folds / rows : 0;
            var estimate = ResampledRuns.Mean(runs, 1.0 / (folds - 1));
            if (estimate.Low <= 0.8 && 0.8 <= estimate.High)
                covered++;
        }

        Assert.InRange((double)covered / samples, 0.93, 1.0);
    }
}
