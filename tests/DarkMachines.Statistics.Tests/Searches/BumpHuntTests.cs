using DarkMachines.Statistics.Searches;

namespace DarkMachines.Statistics.Tests.Searches;

public class BumpHuntTests
{
    [Fact]
    public void The_fit_finds_the_function_it_was_drawn_from()
    {
        var expected = DijetToy.Expected(100);
        var fit = new DijetFit(new MassHistogram(DijetToy.Edges, expected), null, DijetToy.Energy);
        Assert.True(fit.ChiSquare < 1e-2);
        var random = new RandomStream(1);
        var pulls = Enumerable.Range(0, 200).Select(_ =>
        {
            var (events, error) = new DijetFit(DijetToy.Draw(random, expected), new BinWindow(15, 17), DijetToy.Energy).Predict(new BinWindow(15, 17));
            return (events - expected[15..18].Sum()) / error;
        }).ToArray();
        Assert.InRange(pulls.Average(), -0.25, 0.25);
        Assert.InRange(Math.Sqrt(pulls.Average(pull => pull * pull)), 0.85, 1.2);
    }

    [Fact]
    public void The_counting_test_is_that_of_the_closed_forms()
    {
        // Without an error q₀ = 2 (n ln n/b − n + b); with one the background is the best of a fine grid.
        Assert.Equal(Math.Sqrt(2 * (15 * Math.Log(1.5) - 5)), CountingExcess.Of(15, 10, 0).Significance, 1e-12);
        var profiled = Enumerable.Range(1, 200_000).Select(i => i * 1e-4).Min(b => 2 * (15 * Math.Log(15 / b) - 15 + b) + (b - 10) * (b - 10) / 4);
        Assert.Equal(Math.Sqrt(profiled), CountingExcess.Of(15, 10, 2).Significance, 1e-6);
        Assert.Equal(new CountingExcess(0, 0.5), CountingExcess.Of(9, 10, 2));
    }

    [Fact]
    public void Histograms_without_a_bump_are_called_significant_in_5_of_100_cases()
    {
        var expected = DijetToy.Expected();
        var rejected = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            var histogram = DijetToy.Draw(new RandomStream(seed, 11), expected);
            if (BumpHunt.GlobalPValue(histogram, 1, DijetToy.Dijet, 19, new FitContext(seed)) <= 0.05)
                rejected++;
        }

        Assert.InRange(rejected / 300.0, 0.03, 0.07);
    }

    [Fact]
    public void A_bump_is_found_where_it_is()
    {
        var histogram = DijetToy.Draw(new RandomStream(2), DijetToy.Expected());
        double[] counts = [.. histogram.Counts];
        for (var bin = 14; bin < 17; bin++)
            counts[bin] += 2.5 * Math.Sqrt(counts[bin]);
        var bumped = histogram.With(counts);
        var best = BumpHunt.Scan(bumped, 1, DijetToy.Dijet).MaxBy(excess => excess.Test.Significance)!;
        Assert.InRange(best.Window.First, 13, 15);
        Assert.True(best.Test.Significance > 3);
        Assert.True(BumpHunt.GlobalPValue(bumped, 1, DijetToy.Dijet, 100, new FitContext(1)) < 0.05);
        Assert.Equal(BumpHunt.GlobalPValue(bumped, 1, DijetToy.Dijet, 40, new FitContext(1)), BumpHunt.GlobalPValue(bumped, 1, DijetToy.Dijet, 40, new FitContext(1, threads: 3)));
    }

    // A fourth parameter, −0.4 ln y in the exponent: hardly seen in few data, in a thousand times as many far from the function.
    [Theory]
    [InlineData(1, 0.7, 1.4, 0.7, 1.4)]
    [InlineData(1000, 5, 12, 0.7, 1.6)]
    public void The_Gaussian_process_follows_what_the_function_cannot(double luminosity, double dijetLow, double dijetHigh, double processLow, double processHigh)
    {
        var random = new RandomStream(3);
        var histograms = Enumerable.Range(0, 10).Select(_ => DijetToy.Draw(random, DijetToy.Expected(luminosity, 0.4))).ToArray();
        Assert.InRange(Average(DijetToy.Dijet), dijetLow, dijetHigh);
        Assert.InRange(Average(DijetToy.Process), processLow, processHigh);

        double Average(BumpHunt.BackgroundFitter fitter) => histograms.Select(histogram => fitter(histogram, null)).Average(fit => fit.ChiSquare / fit.DegreesOfFreedom);
    }

    [Fact]
    public void The_Gaussian_process_predicts_a_window_within_its_error()
    {
        var expected = DijetToy.Expected(1000, 0.4);
        var (random, window) = (new RandomStream(4), new BinWindow(15, 17));
        var truth = expected[15..18].Sum();
        var drawn = Enumerable.Range(0, 20).Select(_ => DijetToy.Draw(random, expected)).ToArray();
        var predicted = drawn.Select(histogram => DijetToy.Process(histogram, window).Predict(window)).ToArray();
        Assert.InRange(Math.Sqrt(predicted.Average(p => Math.Pow((p.Events - truth) / p.Error, 2))), 0.3, 1.3);
        var biasOfDijet = drawn.Average(histogram => DijetToy.Dijet(histogram, window).Predict(window).Events - truth);
        Assert.True(Math.Abs(predicted.Average(p => p.Events - truth)) < biasOfDijet / 4);
    }

    [Fact]
    public void Poisson_numbers_have_mean_and_variance_of_their_kind()
    {
        foreach (var mean in new[] { 0.3, 4, 12, 300.0 })
        {
            var random = new RandomStream(5);
            var drawn = Enumerable.Range(0, 40_000).Select(_ => (double)PoissonDraw.Next(random, mean)).ToArray();
            Assert.Equal(mean, drawn.Average(), 4 * Math.Sqrt(mean / 40_000));
            Assert.InRange(drawn.Average(x => (x - mean) * (x - mean)) / mean, 0.96, 1.04);
        }
    }

    [Fact]
    public void Histograms_that_cannot_be_fitted_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new MassHistogram([1, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => new MassHistogram([1, 3, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => new MassHistogram([1, 2, 3], [1, -2]));
        Assert.Throws<UnusableDataException>(() => BumpHunt.Scan(new MassHistogram([1, 2, 3, 4], [1, 2, 3]), 1, DijetToy.Dijet));
        Assert.Throws<UnusableDataException>(() => new DijetFit(new MassHistogram([1, 2, 3, 4], [5, 2, 3]), null, 13));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DijetFit(new MassHistogram(DijetToy.Edges, DijetToy.Expected()), null, 2));
    }
}
