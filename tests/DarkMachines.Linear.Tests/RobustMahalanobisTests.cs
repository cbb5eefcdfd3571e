namespace DarkMachines.Linear.Tests;

public class RobustMahalanobisTests
{
    [Fact]
    public void Outliers_are_left_out_as_by_scikit_learn()
    {
        var golden = Golden.Load("mahalanobis-robust");
        var model = Fit(golden.Rows);
        Close.Assert(golden.Numbers("means"), model.Means, 1e-6);
        Close.Assert(golden.Numbers("distances"), Subject.Of(model)(golden.Query), 1e-5);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var problem = Problem.Random(5, rows: 2000, columns: 4, weighted: true);
        var expected = Subject.Of(Fit(problem.Rows))(problem.Query);
        Assert.Equal(expected, Subject.Of(Fit(problem.Rows, threads: 3))(problem.Query));
    }

    [Fact]
    public void Without_outliers_nearly_all_rows_count()
    {
        var random = new RandomStream(4);
        var rows = Make.Table([.. Enumerable.Range(0, 6000).Select(_ => (float)random.Normal())], 3);
        var plain = new Mahalanobis(new MahalanobisOptions()).Fit(rows, Make.Context());
        Close.Assert(plain.Means, Fit(rows).Means, 0.05);
    }

    [Fact]
    public void A_third_of_the_rows_cannot_move_the_mean()
    {
        var random = new RandomStream(6);
        var rows = Make.Table([.. Enumerable.Range(0, 600).Select(i => (float)random.Normal() + (i < 200 ? 1000 : 0))], 2);
        Assert.All(Fit(rows).Means, mean => Assert.InRange(mean, -0.3, 0.3));
        Assert.All(Subject.Of(Fit(rows))([1000, 1000]), score => Assert.True(score > 100));
    }

    private static MahalanobisModel Fit(FeatureTable rows, int threads = 1) =>
        new Mahalanobis(new MahalanobisOptions { Robust = true }).Fit(rows, Make.Context(threads));
}
