using DarkMachines.Testing;

namespace DarkMachines.Mixtures.Tests;

public class SelfOrganisingMapTests
{
    [Fact]
    public void A_line_is_laid_along_a_line_in_order()
    {
        float[] rows = [.. Enumerable.Range(0, 400).SelectMany(i => new[] { i / 40f, i / 40f + 3 })];
        var model = Fit(TestTables.Table(2, rows), new SelfOrganisingMapOptions { Width = 10, Height = 1 });
        double[] along = [.. Enumerable.Range(0, 10).Select(i => model.Unit(i, 0)[0])];
        Assert.True(along.SequenceEqual(along.Order()) || along.SequenceEqual(along.OrderDescending()), string.Join(' ', along));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(model.Unit(i, 0)[0] + 3, model.Unit(i, 0)[1], 1e-4));
        Assert.InRange(along.Max() - along.Min(), 7, 10);
    }

    [Fact]
    public void Neighbours_on_the_map_are_nearer_than_units_far_apart()
    {
        var model = Fit(TestTables.Table(2, TestTables.Normals(new RandomStream(3), 2000)), new SelfOrganisingMapOptions { Width = 6, Height = 6 });
        double Mean(int apart) => (from i in Enumerable.Range(0, 6 - apart) from j in Enumerable.Range(0, 6) select Distance(model.Unit(i, j), model.Unit(i + apart, j))).Average();
        Assert.True(Mean(1) < 0.5 * Mean(5));
    }

    [Fact]
    public void The_score_is_the_distance_to_the_best_unit()
    {
        var model = Fit(Golden.Rows, new SelfOrganisingMapOptions { Width = 4, Height = 3, Standardise = false });
        var scores = model.Scores(Golden.Query);
        for (var row = 0; row < scores.Length; row++)
        {
            double[] query = [.. Golden.Query[(3 * row)..(3 * row + 3)].Select(v => (double)v)];
            var (across, down) = model.BestUnit(Golden.Query.AsSpan(3 * row, 3));
            Assert.Equal(Distance(query, model.Unit(across, down)), scores[row], 1e-5);
            foreach (var (i, j) in from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 3) select (i, j))
                Assert.True(Distance(query, model.Unit(i, j)) >= scores[row] - 1e-5);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Unit(4, 0));
    }

    [Fact]
    public void One_unit_is_the_mean()
    {
        var model = Fit(TestTables.Table(1, [1, 2, 6], [1, 1, 2]), new SelfOrganisingMapOptions { Width = 1, Height = 1, Standardise = false });
        Assert.Equal(15 / 4.0, model.Unit(0, 0)[0], 1e-9);
    }

    [Fact]
    public void Fewer_rows_than_units_are_all_found()
    {
        var model = Fit(TestTables.Table(1, [1, 5, 9]), new SelfOrganisingMapOptions { Epochs = 100, FinalRadius = 0.05 });
        Assert.All(model.Scores([1, 5, 9]), score => Assert.Equal(0, score, 0.2));
    }

    private static SelfOrganisingMapModel Fit(FeatureTable rows, SelfOrganisingMapOptions options) => new SelfOrganisingMap(options).Fit(rows, new FitContext(1));

    private static double Distance(IReadOnlyList<double> a, IReadOnlyList<double> b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
