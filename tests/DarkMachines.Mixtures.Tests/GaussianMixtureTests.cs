using DarkMachines.Testing;

namespace DarkMachines.Mixtures.Tests;

public class GaussianMixtureTests
{
    [Theory]
    [InlineData(CovarianceForm.Full, "full")]
    [InlineData(CovarianceForm.Diagonal, "diag")]
    [InlineData(CovarianceForm.Tied, "tied")]
    public void Weights_and_log_densities_are_scikit_learn_s(CovarianceForm form, string golden)
    {
        var model = Fit(Golden.Rows, Exact(form, components: 3));
        Assert.True(model.Converged);
        Close(Golden.Numbers(golden, "weights"), model.Weights.Order(), 1e-5);
        Assert.Equal(Golden.Numbers(golden, "meanLogLikelihood")[0], model.MeanLogLikelihood, 1e-6);
        var expected = Golden.Numbers(golden, "logDensities");
        var found = model.LogDensities(Golden.Query);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-4 * Math.Max(1, Math.Abs(expected[i])));
    }

    [Theory]
    [InlineData(CovarianceForm.Full, "full")]
    [InlineData(CovarianceForm.Diagonal, "diag")]
    [InlineData(CovarianceForm.Tied, "tied")]
    public void The_criterion_chooses_as_many_components_as_scikit_learn_s(CovarianceForm form, string golden)
    {
        var criteria = Golden.Numbers(golden, "bic");
        var model = Fit(Golden.Rows, Exact(form, components: 0) with { MostComponents = criteria.Length });
        Assert.Equal(Array.IndexOf(criteria, criteria.Min()) + 1, model.Weights.Count);
    }

    [Fact]
    public void One_component_is_the_normal_distribution_of_mean_and_covariance()
    {
        var model = Fit(TestTables.Table(1, [1, 3]), new GaussianMixtureOptions { Components = 1, VarianceFloor = 1e-12 });
        Assert.Equal([2], model.Means[0]);
        Assert.Equal(-0.5 * Math.Log(2 * Math.PI) - 2, model.LogDensities([4])[0], 1e-6);
    }

    [Theory]
    [InlineData(CovarianceForm.Full)]
    [InlineData(CovarianceForm.Diagonal)]
    [InlineData(CovarianceForm.Tied)]
    public void Densities_integrate_to_one(CovarianceForm form)
    {
        var random = new RandomStream(3);
        float[] rows = [.. Enumerable.Range(0, 60).SelectMany(i => new[] { (float)(random.Normal() + i % 2 * 5), (float)(20 * random.Normal()) })];
        var model = Fit(TestTables.Table(2, rows), new GaussianMixtureOptions { Components = 2, Covariance = form });

        // A grid that the mixture is smooth on; the sum over it is exponentially near to the integral.
        const double StepX = 0.1, StepY = 2;
        float[] grid = [.. from i in Enumerable.Range(-100, 260) from j in Enumerable.Range(-80, 161) from v in new[] { i * StepX, j * StepY } select (float)v];
        Assert.Equal(1, model.LogDensities(grid).Sum(l => Math.Exp(l)) * StepX * StepY, 1e-4);
    }

    [Fact]
    public void Units_and_origins_of_columns_shift_all_log_densities_by_the_same_number()
    {
        var moved = TestTables.Table(3, [.. Golden.Rows.Values.ToArray().Select((v, i) => i % 3 == 1 ? v * 1024 : v)]);
        var expected = Fit(Golden.Rows, new GaussianMixtureOptions { Components = 3 }).LogDensities(Golden.Query);
        var found = Fit(moved, new GaussianMixtureOptions { Components = 3 }).LogDensities([.. Golden.Query.Select((v, i) => i % 3 == 1 ? v * 1024 : v)]);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i] - Math.Log(1024), found[i], 1e-4 * Math.Max(1, Math.Abs(expected[i])));
    }

    [Theory]
    [InlineData(CovarianceForm.Full)]
    [InlineData(CovarianceForm.Diagonal)]
    [InlineData(CovarianceForm.Tied)]
    public void A_row_of_weight_two_counts_as_two_and_one_of_weight_zero_not_at_all(CovarianceForm form)
    {
        // Clusters so far apart that every start finds them.
        float[] rows = [0, 0, 1, 0, 0, 2, 1, 1, 90, 90, 91, 90, 90, 93, 92, 91];
        var weighted = TestTables.Table(2, [.. rows, 1000, 1000], [2, 1, 1, 1, 1, 1, 1, 2, 0]);
        var repeated = TestTables.Table(2, [0, 0, .. rows, 92, 91]);
        var options = new GaussianMixtureOptions { Components = 2, Covariance = form, Tolerance = 1e-12, MaxIterations = 1000 };
        Close(Fit(repeated, options).LogDensities(rows).Select(v => (double)v), Fit(weighted, options).LogDensities(rows).Select(v => (double)v), 1e-4);
    }

    [Fact]
    public void The_order_of_rows_of_clear_clusters_does_not_matter()
    {
        var order = TestTables.Permutation(new RandomStream(5), Golden.Rows.RowCount);
        var options = Exact(CovarianceForm.Full, components: 3);
        Close(
            Fit(Golden.Rows, options).LogDensities(Golden.Query).Select(v => (double)v),
            Fit(Golden.Rows.SelectRows(order), options).LogDensities(Golden.Query).Select(v => (double)v), 1e-3);
    }

    [Fact]
    public void Constant_repeated_and_dependent_columns_are_harmless_and_rows_that_break_them_stand_out()
    {
        var random = new RandomStream(2);
        float[] rows = [.. Enumerable.Range(0, 200).SelectMany(_ => random.Normal() is var x ? new[] { (float)x, (float)x, 7 } : [])];
        var model = Fit(TestTables.Table(3, rows), new GaussianMixtureOptions { Components = 1 });
        var scores = model.Scores([0.5f, 0.5f, 7, 0.5f, 0.6f, 7, 0.5f, 0.5f, 7.1f]);
        Assert.True(scores[1] > scores[0] + 1000);
        Assert.True(scores[2] > scores[0] + 1000);
    }

    [Fact]
    public void More_components_than_distinct_rows_are_as_many_as_these()
    {
        var model = Fit(TestTables.Table(1, [1, 1, 1, 5, 5]), new GaussianMixtureOptions { Components = 10 });
        Assert.Equal([1, 5], model.Means.Select(mean => Math.Round(mean[0], 6)).Order());
        Assert.Equal(1, model.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void One_row_is_a_narrow_peak()
    {
        var model = Fit(TestTables.Table(2, [3, 4]), new GaussianMixtureOptions());
        var scores = model.Scores([3, 4, 3, 5]);
        Assert.True(scores[1] > scores[0]);
    }

    [Fact]
    public void Iterations_that_do_not_suffice_are_said()
    {
        Assert.False(Fit(Golden.Rows, new GaussianMixtureOptions { Components = 3, MaxIterations = 1, Tolerance = 0 }).Converged);
        Assert.Throws<UsageException>(() => new GaussianMixture(new GaussianMixtureOptions { VarianceFloor = 0 }));
    }

    private static GaussianMixtureOptions Exact(CovarianceForm form, int components) =>
        new() { Components = components, Covariance = form, Tolerance = 1e-10, MaxIterations = 5000 };

    private static GaussianMixtureModel Fit(FeatureTable rows, GaussianMixtureOptions options) => new GaussianMixture(options).Fit(rows, new FitContext(1));

    private static void Close(IEnumerable<double> expected, IEnumerable<double> found, double tolerance)
    {
        Assert.Equal(expected.Count(), found.Count());
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, Math.Abs(pair.First))));
    }
}
