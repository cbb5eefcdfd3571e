using DarkMachines.Testing;

namespace DarkMachines.Neural.Tests;

public class FlowTests
{
    private static readonly Lazy<FlowModel> Clumps = new(() =>
        new Flow(new FlowOptions { Couplings = 4, Units = 32, Epochs = 40, LearningRate = 5e-3 }).Fit(TwoClumps(2000, stream: 0), new FitContext(1)));

    [Fact]
    public void The_density_is_near_the_true_one()
    {
        var test = TwoClumps(2000, stream: 1);
        var densities = Clumps.Value.LogDensities(test.Values.ToArray());
        // What is lost of the mean log likelihood is the divergence from the truth.
        Assert.InRange(Enumerable.Range(0, 2000).Average(row => Truth(test.Row(row)) - densities[row]), -0.05, 0.15);
    }

    [Fact]
    public void The_density_integrates_to_one()
    {
        const int Points = 200;
        var step = 60.0 / Points;
        float[] grid = [.. from i in Enumerable.Range(0, Points) from j in Enumerable.Range(0, Points) from c in new[] { 100 - 30 + step * (i + 0.5), (-30 + step * (j + 0.5)) / 10 } select (float)c];
        Assert.Equal(1, Clumps.Value.LogDensities(grid).Sum(density => Math.Exp(density)) * step * step / 10, 0.02);
    }

    [Fact]
    public void Rows_drawn_have_the_density_that_is_told()
    {
        var rows = Clumps.Value.Sample(4000, new RandomStream(5));
        var (drawn, real) = (Clumps.Value.LogDensities(rows.Values.ToArray()).Average(), Clumps.Value.LogDensities(TwoClumps(4000, stream: 2).Values.ToArray()).Average());
        Assert.Equal(real, drawn, 0.15);
        Assert.InRange(Enumerable.Range(0, 4000).Count(row => rows.Row(row)[0] > 100), 1700, 2300);
    }

    [Fact]
    public void One_column_is_learnt_too()
    {
        var random = new RandomStream(6);
        using var model = new Flow(new FlowOptions { Couplings = 1, Epochs = 60, LearningRate = 0.01 }).Fit(
            TestTables.Table(1, [.. Enumerable.Range(0, 1000).Select(_ => (float)-Math.Log(1 - random.Uniform()))]), new FitContext(1));
        // The exponential distribution: ln p(x) = −x.
        Assert.Equal(-0.5, model.LogDensities([0.5f])[0], 0.15);
        Assert.Equal(-2, model.LogDensities([2f])[0], 0.3);
        Assert.True(model.LogDensities([-1f])[0] < -3);
    }

    // Two normal clumps, in columns of unlike units.
    private static FeatureTable TwoClumps(int rows, ulong stream)
    {
        var random = new RandomStream(8, stream);
        return TestTables.Table(2, [.. Enumerable.Range(0, rows).SelectMany(i =>
            new[] { (float)(100 + (i % 2 == 0 ? -5 : 5) + random.Normal()), (float)((i % 2 == 0 ? -5 : 5) + 3 * random.Normal()) / 10 })]);
    }

    private static double Truth(ReadOnlySpan<float> row)
    {
        var (x, y) = (row[0] - 100.0, row[1] * 10.0);
        return Math.Log((Clump(-5) + Clump(5)) / 2) + Math.Log(10);

        double Clump(double centre) => Math.Exp(-0.5 * ((x - centre) * (x - centre) + (y - centre) * (y - centre) / 9)) / (2 * Math.PI * 3);
    }
}
