using DarkMachines.Statistics.Searches;
using MathNet.Numerics;

namespace DarkMachines.Statistics.Tests.Searches;

public class GeneralSearchTests
{
    private static readonly GeneralSearchSettings Settings = new(Experiments: 199);

    // One-sided: the Poisson tail 1 − P(≤ 9 | 3).
    [Fact]
    public void The_p_value_of_ten_events_where_three_are_expected_is_known()
    {
        var count = new SmearedPoisson(3, 0);
        Assert.Equal(0.0011025, count.AtLeast(10), 1e-7);
        Assert.Equal(2 * count.AtLeast(10), count.TwoSided(10));
        Assert.Equal(Math.Exp(-3), count.AtMost(0), 1e-12);
        Assert.Equal(1, count.TwoSided(3));
        var finding = Assert.Single(GeneralSearch.Run([new EventClass("a", [10], [3], [0])], Settings, new FitContext(1)).Findings);
        Assert.Equal(0.002205, finding.Region.PValue, 1e-6);
    }

    [Theory]
    [InlineData(3, 0.9, 10)]
    [InlineData(0.5, 0.4, 4)]
    [InlineData(120, 5, 160)]
    [InlineData(120, 40, 260)]
    [InlineData(5000, 700, 6800)]
    public void The_smeared_tails_are_those_of_a_fine_integral(double mean, double spread, int count)
    {
        // Means on a fine grid, each with the incomplete gamma function.
        double weights = 0, atLeast = 0;
        const int Steps = 40_000;
        double low = Math.Max(mean - 6 * spread, 0), high = mean + 6 * spread;
        for (var i = 0; i < Steps; i++)
        {
            var at = low + (i + 0.5) * (high - low) / Steps;
            var weight = Math.Exp(-Math.Pow((at - mean) / spread, 2) / 2);
            weights += weight;
            atLeast += weight * SpecialFunctions.GammaLowerRegularized(count, at);
        }

        var smeared = new SmearedPoisson(mean, spread);
        Assert.InRange(smeared.AtLeast(count) / (atLeast / weights), 0.999, 1.001);
        Assert.Equal(1, smeared.AtLeast(count) + smeared.AtMost(count - 1), 1e-9);
    }

    [Fact]
    public void Far_counts_have_no_probability()
    {
        var count = new SmearedPoisson(1000, 10);
        Assert.Equal((0, 1, 0, 1), (count.AtLeast(3000), Math.Round(count.AtMost(3000), 9), count.AtMost(2), Math.Round(count.AtLeast(2), 9)));
    }

    [Fact]
    public void Every_region_of_neighbouring_bins_is_looked_at()
    {
        var result = GeneralSearch.Run([new EventClass("a", [5, 9, 8, 4, 5], [5, 3, 3, 5, 5], [0, 0, 0, 0, 0])], Settings, new FitContext(1));
        Assert.Equal(15, result.Regions);
        var region = result.Findings[0].Region;
        Assert.Equal((1, 2, 17, 6.0), (region.First, region.Last, region.Observed, region.Expected));
        Assert.True(region.PValue < result.Findings[0].ClassPValue);
        Assert.Equal(3, GeneralSearch.Run([new EventClass("a", [1, 2], [5, 0.05], [0, 0.01]), new EventClass("b", [1], [4], [9]), new EventClass("c", [1], [4], [1])], Settings, new FitContext(1)).Regions);
    }

    [Fact]
    public void Data_without_a_signal_are_called_significant_in_5_of_100_searches()
    {
        var classes = Classes(8);
        var rejected = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            var random = new RandomStream(seed, 13);
            EventClass[] observed = [.. classes.Select(c => Observe(c, random))];
            if (GeneralSearch.Run(observed, Settings with { Experiments = 19 }, new FitContext(seed)).Findings[0].GlobalPValue <= 0.05)
                rejected++;
        }

        Assert.InRange(rejected / 300.0, 0.03, 0.07);
    }

    [Fact]
    public void An_excess_in_one_of_many_classes_is_found()
    {
        var random = new RandomStream(3);
        EventClass[] observed = [.. Classes(60).Select(c => Observe(c, random))];
        int[] counts = [.. observed[17].Observed];
        for (var bin = 1; bin < 4; bin++)
            counts[bin] += (int)(3 * Math.Sqrt(observed[17].Expected[bin]) + 4 * observed[17].Uncertainties[bin] + 4);
        observed[17] = new EventClass("excess", counts, observed[17].Expected, observed[17].Uncertainties);
        var one = GeneralSearch.Run(observed, Settings, new FitContext(1));
        Assert.Equal("excess", one.Findings[0].Region.Class);
        Assert.True(one.Findings[0].GlobalPValue <= 0.05);
        Assert.Equal(one.Findings, GeneralSearch.Run(observed, Settings, new FitContext(1, threads: 3)).Findings);
    }

    [Fact]
    public void Classes_that_cannot_be_searched_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new EventClass("a", [1], [1, 2], [0]));
        Assert.Throws<ArgumentException>(() => new EventClass("a", [1], [double.NaN], [0]));
        Assert.Throws<ArgumentException>(() => new EventClass("a", [-1], [1], [0]));
        Assert.Throws<UnusableDataException>(() => GeneralSearch.Run([new EventClass("a", [1], [0.01], [0])], Settings, new FitContext(1)));
    }

    // Falling histograms of 4 to 8 bins with 5 to 30 % uncertainty.
    private static EventClass[] Classes(int count)
    {
        var random = new RandomStream(1, 17);
        return
        [
            .. Enumerable.Range(0, count).Select(c =>
            {
                var bins = 4 + random.Below(5);
                double total = Math.Exp(1 + 3 * random.Uniform()), slope = 0.2 + 0.4 * random.Uniform(), relative = 0.05 + 0.25 * random.Uniform();
                double[] expected = [.. Enumerable.Range(0, bins).Select(bin => total * Math.Exp(-slope * bin))];
                return new EventClass($"class {c}", new int[bins], expected, [.. expected.Select(b => relative * b)]);
            }),
        ];
    }

    private static EventClass Observe(EventClass from, RandomStream random)
    {
        var shift = random.Normal();
        int[] counts = [.. from.Expected.Select((b, bin) => PoissonDraw.Next(random, Math.Max(b + shift * from.Uncertainties[bin], 0)))];
        return new EventClass(from.Name, counts, from.Expected, from.Uncertainties);
    }
}
