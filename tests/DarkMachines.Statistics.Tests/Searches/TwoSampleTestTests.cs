using DarkMachines.Statistics.Searches;
using DarkMachines.Testing;

namespace DarkMachines.Statistics.Tests.Searches;

public class TwoSampleTestTests
{
    // The demonstration of github.com/de-simone/NN2ST: numpy.random.seed(0), 20 000 points each. Its statistic by
    // scipy.spatial.cKDTree on the same float32 points is 0.02681089721840264 (0.0268 on float64), its significance 4.8
    // with 100 permutations, whose standard deviation, 0.0056, is known to 7 % only.
    [Fact]
    public void The_demonstration_of_the_authors_is_reproduced()
    {
        var random = new NumpyLegacyRandom(0);
        float[] benchmark = Normals(1, 40_000), trial = Normals(1.15, 40_000);
        Assert.Equal(2.76405235f, benchmark[0]);
        var result = TwoSampleTest.Run(benchmark, trial, 2, 5, 150, new FitContext(1, threads: 2));

        Assert.Equal(0.02681089721840264, result.Statistic, 1e-12);
        Assert.InRange(result.PermutationSpread, 0.0050, 0.0062);
        Assert.InRange(result.Significance, 4.2, 5.4);
        Assert.True(result.IsExtrapolated);
        Assert.Equal(1 / 151.0, result.PValue, 1e-12);

        float[] Normals(double mean, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.Normal() + mean))];
    }

    [Fact]
    public void Samples_of_one_distribution_are_told_apart_in_5_of_100_tests()
    {
        var rejected = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            var random = new RandomStream(seed, 7);
            if (TwoSampleTest.Run(TestTables.Normals(random, 120), TestTables.Normals(random, 80), 2, 5, 39, new FitContext(seed)).PValue <= 0.05)
                rejected++;
        }

        Assert.InRange(rejected / 400.0, 0.03, 0.07);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 5)]
    [InlineData(6, 1)]
    public void Neighbours_are_those_of_a_plain_scan(int dimensions, int neighbours)
    {
        var random = new RandomStream(5);
        float[] benchmark = TestTables.Normals(random, 150 * dimensions), trial = TestTables.Normals(random, 90 * dimensions);
        var result = TwoSampleTest.Run(benchmark, trial, dimensions, neighbours, 20, new FitContext(1));
        for (var i = 0; i < 90; i++)
        {
            var expected = dimensions * (Math.Log(Distance(benchmark, i, -1)) - Math.Log(Distance(trial, i, i))) + Math.Log(150.0 / 89);
            Assert.Equal(expected, result.LogRatios[i], 1e-9);
        }

        double Distance(float[] points, int query, int excluded) => Enumerable.Range(0, points.Length / dimensions).Where(j => j != excluded)
            .Select(j => Math.Sqrt(Enumerable.Range(0, dimensions).Sum(d => Math.Pow((double)trial[query * dimensions + d] - points[j * dimensions + d], 2))))
            .Order().ElementAt(neighbours - 1);
    }

    [Fact]
    public void Permutations_of_very_unequal_samples_agree_with_a_plain_statistic()
    {
        // With 300 against 12 points some lists are too short, and are searched in full. If the samples are the same, the
        // mean of the statistic is near zero, but for the bias of few points.
        var random = new RandomStream(6);
        var result = TwoSampleTest.Run(TestTables.Normals(random, 600), TestTables.Normals(random, 24), 2, 5, 200, new FitContext(2));
        var plain = Enumerable.Range(0, 60).Select(_ => TwoSampleTest.Run(TestTables.Normals(random, 600), TestTables.Normals(random, 24), 2, 5, 20, new FitContext(3)).Statistic).Average();
        Assert.Equal(plain, result.PermutationMean, 0.1);
    }

    [Fact]
    public void An_excess_stands_out_locally()
    {
        var random = new RandomStream(8);
        float[] benchmark = TestTables.Normals(random, 4000), trial = TestTables.Normals(random, 4000);
        for (var i = 0; i < 200; i++)
            trial[i] = 2 + 0.1f * trial[i];
        var result = TwoSampleTest.Run(benchmark, trial, 2, 5, 100, new FitContext(1));
        Assert.True(result.PValue < 0.02);
        Assert.True(result.LocalSignificance.Take(100).Average() > 2);
        Assert.InRange(result.LocalSignificance.Skip(100).Average(), -0.5, 0.1);
    }

    [Fact]
    public void The_answer_does_not_depend_on_the_threads()
    {
        var random = new RandomStream(9);
        float[] benchmark = TestTables.Normals(random, 2000), trial = TestTables.Normals(random, 1500);
        var one = TwoSampleTest.Run(benchmark, trial, 2, 5, 50, new FitContext(4));
        var three = TwoSampleTest.Run(benchmark, trial, 2, 5, 50, new FitContext(4, threads: 3));
        Assert.Equal((one.PermutationMean, one.PermutationSpread, one.PValue), (three.PermutationMean, three.PermutationSpread, three.PValue));
        Assert.Equal(one.LogRatios, three.LogRatios);
    }

    [Fact]
    public void Copies_and_small_samples_are_refused()
    {
        var random = new RandomStream(1);
        Assert.Throws<UnusableDataException>(() => TwoSampleTest.Run(new float[40], TestTables.Normals(random, 40), 2, 5, 20, new FitContext(1)));
        Assert.Throws<UnusableDataException>(() => TwoSampleTest.Run(new float[10], TestTables.Normals(random, 40), 2, 5, 20, new FitContext(1)));
        Assert.Throws<ArgumentException>(() => TwoSampleTest.Run(new[] { float.NaN, 1 }, new float[40], 2, 5, 20, new FitContext(1)));
    }
}
