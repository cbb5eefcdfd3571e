using DarkMachines.Testing;

namespace DarkMachines.Mixtures.Tests;

public class KMeansTests
{
    [Fact]
    public void Centres_inertia_and_distances_are_scikit_learn_s()
    {
        var model = Fit(Golden.Rows, new KMeansOptions { Clusters = 3, Restarts = 20, Standardise = false });
        Assert.Equal(Golden.Numbers("kMeans", "inertia")[0], model.Inertia, 1e-6);
        var centres = model.Centres.OrderBy(centre => centre[0]).SelectMany(centre => centre);
        Assert.All(Golden.Numbers("kMeans", "centres").Zip(centres), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(Golden.Numbers("kMeans", "distances").Zip(model.Scores(Golden.Query)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Units_do_not_matter_where_columns_are_standardised()
    {
        float[] Move(float[] values) => [.. values.Select((v, i) => i % 3 == 1 ? v * 1024 + 512 : v)];
        var options = new KMeansOptions { Clusters = 3 };
        var expected = Fit(Golden.Rows, options).Scores(Golden.Query);
        var found = Fit(TestTables.Table(3, Move(Golden.Rows.Values.ToArray())), options).Scores(Move(Golden.Query));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    [Fact]
    public void A_row_of_weight_two_counts_as_two_and_one_of_weight_zero_not_at_all()
    {
        var weighted = Fit(TestTables.Table(1, [0, 3, 90, 93, 500], [2, 1, 1, 1, 0]), new KMeansOptions { Clusters = 2, Standardise = false });
        Assert.Equal([1, 91.5], weighted.Centres.Select(centre => Math.Round(centre[0], 9)).Order());
        Assert.Equal(2 * 1 + 4 + 2 * 2.25, weighted.Inertia, 1e-9);
    }

    [Fact]
    public void More_restarts_never_make_it_worse()
    {
        var rows = TestTables.Table(2, TestTables.Normals(new RandomStream(4), 400));
        double[] inertia = [.. new[] { 1, 5, 20 }.Select(restarts => Fit(rows, new KMeansOptions { Restarts = restarts }).Inertia)];
        Assert.True(inertia[0] >= inertia[1] && inertia[1] >= inertia[2]);
    }

    [Fact]
    public void No_more_centres_than_distinct_rows_and_those_score_zero()
    {
        var model = Fit(TestTables.Table(1, [1, 1, 1, 5, 5]), new KMeansOptions());
        Assert.Equal([1, 5], model.Centres.Select(centre => Math.Round(centre[0], 9)).Order());
        Assert.Equal([0, 0], model.Scores([1, 5]));
        Assert.Equal([0, 2], Fit(TestTables.Table(1, [7]), new KMeansOptions()).Scores([7, 9]));
    }

    private static KMeansModel Fit(FeatureTable rows, KMeansOptions options) => new KMeans(options).Fit(rows, new FitContext(1));
}
