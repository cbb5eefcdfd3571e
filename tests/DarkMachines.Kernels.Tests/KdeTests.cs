using FsCheck;
using FsCheck.Fluent;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Kernels.Tests;

public class KdeTests
{
    private static readonly FitContext Context = new(1);

    public static TheoryData<KernelShape, KernelCovariance> Forms => new()
    {
        { KernelShape.Gaussian, KernelCovariance.Diagonal },
        { KernelShape.Gaussian, KernelCovariance.Full },
        { KernelShape.Epanechnikov, KernelCovariance.Diagonal },
        { KernelShape.Epanechnikov, KernelCovariance.Full },
    };

    private static KdeModel Fit(FeatureTable rows, KernelShape kernel = KernelShape.Gaussian, KernelCovariance covariance = KernelCovariance.Diagonal, double? bandwidth = null) =>
        new Kde(new KdeOptions { Kernel = kernel, Covariance = covariance, Bandwidth = bandwidth }).Fit(rows, Context);

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_density_has_volume_one(KernelShape kernel, KernelCovariance covariance)
    {
        float[] values = [.. Normals(new RandomStream(1), 60).Chunk(2).SelectMany(x => new[] { x[0], 10 * x[0] + 5 * x[1] })];
        var model = Fit(Table(2, values), kernel, covariance);
        const int cells = 600;
        const double width = 0.02, height = 0.25;
        float[] centres = [.. Enumerable.Range(0, cells * cells).SelectMany(i => new[] { (float)((i / cells - cells / 2 + 0.5) * width), (float)((i % cells - cells / 2 + 0.5) * height) })];
        Assert.Equal(1, model.LogDensities(centres).Sum(value => Math.Exp(value)) * width * height, 1e-3);
    }

    [Fact]
    public void Logarithms_are_those_of_the_plain_sum_near_and_far() => ForAnySeed(random =>
    {
        int columns = 1 + random.Below(12), rows = 1 + random.Below(120);
        var (train, queries) = (Normals(random, rows * columns), Normals(random, 30 * columns));
        for (var i = 0; i < queries.Length; i++)
            queries[i] *= MathF.Pow(10, i / columns % 5);
        var weights = random.Below(2) == 0 ? null : Grid(random, rows).Select(weight => weight + 1).ToArray();
        var model = Fit(Table(columns, train, weights), bandwidth: 0.7);
        var plain = PlainKernels.LogDensities(train, weights, columns, queries, 0.7);
        Assert.All(model.LogDensities(queries), (value, i) => Assert.InRange(value, plain[i] - 1e-6 * Math.Max(2, Math.Abs(plain[i])), plain[i] + 1e-6 * Math.Max(2, Math.Abs(plain[i]))));
    });

    [Fact]
    public void Far_out_the_Gaussian_log_density_stays_finite_and_falls()
    {
        var model = Fit(Table(3, Normals(new RandomStream(2), 300)));
        var values = model.LogDensities([.. Enumerable.Range(0, 18).SelectMany(power => Enumerable.Repeat(MathF.Pow(10, power), 3))]);
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(values.OrderDescending(), values);
    }

    [Theory]
    [InlineData(KernelShape.Gaussian)]
    [InlineData(KernelShape.Epanechnikov)]
    public void A_row_that_is_not_finite_has_density_zero(KernelShape kernel)
    {
        var model = Fit(Table(2, Normals(new RandomStream(3), 80)), kernel);
        foreach (var value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            Assert.Equal([float.NegativeInfinity], model.LogDensities([0, value]));
            Assert.Equal([float.PositiveInfinity], model.Scores([0, value]));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Neither_order_nor_place_of_the_rows_matters(KernelShape kernel, KernelCovariance covariance) => ForAnySeed(random =>
    {
        // Multiples of 1/64, so that moving them by a whole number rounds nothing.
        float[] Draw(int count) => [.. Normals(random, count).Select(value => MathF.Round(value * 64) / 64)];
        float[] Move(ReadOnlySpan<float> values) => [.. values.ToArray().Select(value => value + 100)];
        var (rows, queries) = (Table(3, Draw(3 * 50)), Draw(3 * 20));
        var expected = Fit(rows, kernel, covariance).LogDensities(queries);
        Same(expected, Fit(rows.SelectRows(Permutation(random, 50)), kernel, covariance).LogDensities(queries));
        Same(expected, Fit(Table(3, Move(rows.Values)), kernel, covariance).LogDensities(Move(queries)));
    });

    [Fact]
    public void A_row_of_weight_two_is_two_rows_under_a_given_bandwidth()
    {
        var values = Normals(new RandomStream(4), 60);
        float[] weights = [.. Enumerable.Range(0, 20).Select(row => row % 3 == 0 ? 2f : row % 3 == 1 ? 1 : 0)];
        var repeated = Enumerable.Range(0, 20).SelectMany(row => Enumerable.Repeat(row, (int)weights[row])).ToArray();
        Same(
            Fit(Table(3, values).SelectRows(repeated), bandwidth: 0.5).LogDensities(values),
            Fit(Table(3, values, weights), bandwidth: 0.5).LogDensities(values));
    }

    [Fact]
    public void One_row_and_rows_that_coincide_stand_for_one_kernel()
    {
        // A column without spread counts as of spread one.
        var expected = (float)(-Math.Log(2 * Math.PI) - 0.5);
        Assert.Equal(expected, Fit(Table(2, [3, 4])).LogDensities([3, 5])[0], 1e-6);
        Assert.Equal(expected, Fit(Table(2, [3, 4, 3, 4, 3, 4]), bandwidth: 1).LogDensities([3, 5])[0], 1e-6);
    }

    [Fact]
    public void A_full_covariance_refuses_a_constant_column() => Assert.Contains(
        "'x1'",
        Assert.Throws<UnusableDataException>(() => Fit(Table(2, [1, 3, 2, 3, 5, 3]), covariance: KernelCovariance.Full)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Cross_validation_finds_what_the_rules_cannot()
    {
        // Two narrow peaks far apart: the spread, and with it each rule, is a hundred times too wide.
        var random = new RandomStream(5);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(i => (float)random.Normal() + 100 * (i % 2))];
        var (train, test) = (Table(1, Draw(400)), Draw(400));
        var chosen = new Kde(new KdeOptions { Rule = BandwidthRule.CrossValidated }).Fit(train, Context);
        Assert.True(chosen.Bandwidth < Fit(train).Bandwidth / 4);
        Assert.True(chosen.LogDensities(test).Average() > Fit(train).LogDensities(test).Average() + 1);
        Assert.Equal(chosen.Bandwidth, new Kde(new KdeOptions { Rule = BandwidthRule.CrossValidated }).Fit(train, new FitContext(1, threads: 2)).Bandwidth);
    }

    [Fact]
    public void Cross_validation_of_normal_rows_stays_near_the_rules() => Assert.InRange(
        new Kde(new KdeOptions { Rule = BandwidthRule.CrossValidated }).Fit(Table(2, Normals(new RandomStream(6), 1000)), Context).Bandwidth
            / Fit(Table(2, Normals(new RandomStream(6), 1000))).Bandwidth,
        0.5, 1.6);

    private static void Same(float[] expected, float[] actual) => Assert.All(
        expected.Zip(actual), pair => Assert.True(pair.First == pair.Second || Math.Abs(pair.First - pair.Second) <= 3e-5 * Math.Max(1, Math.Abs(pair.First)), $"{pair}"));

    private static void ForAnySeed(Action<RandomStream> holds) =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed => holds(new RandomStream(seed))));
}
