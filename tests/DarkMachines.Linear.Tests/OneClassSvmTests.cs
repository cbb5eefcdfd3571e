namespace DarkMachines.Linear.Tests;

public class OneClassSvmTests
{
    [Theory]
    [InlineData("svm-plain")]
    [InlineData("svm-weighted")]
    public void Scores_are_minus_scikit_learn_s_decisions(string name)
    {
        var golden = Golden.Load(name);
        var model = Fit(golden.Rows, new OneClassSvmOptions { Nu = golden.Number("nu"), Gamma = golden.Number("gamma"), Tolerance = 1e-10 });

        Assert.Equal(golden.Number("support"), model.SupportCount);
        Assert.Equal(golden.Numbers("offset")[0], model.Offset, 1e-7);
        Close.Assert(golden.Numbers("scores"), Subject.Of(model)(golden.Query), 1e-6);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Nu_bounds_the_rows_outside_and_the_support_vectors(double nu)
    {
        var problem = Problem.Random(3, rows: 300);
        var model = Fit(problem.Rows, new OneClassSvmOptions { Nu = nu, Tolerance = 1e-8 });
        var outside = Subject.Of(model)(problem.Rows.Values.ToArray()).Count(score => score > 1e-5);
        Assert.True(outside <= nu * 300, $"{outside} rows lie outside.");
        Assert.True(model.SupportCount >= nu * 300 - 1e-9, $"{model.SupportCount} rows hold the border.");
    }

    [Fact]
    public void Far_rows_score_the_offset()
    {
        var model = Fit(Problem.Random(1).Rows, new OneClassSvmOptions());
        Assert.Equal((float)model.Offset, Subject.Of(model)([1e6f, 0, 0])[0]);
    }

    [Fact]
    public void A_small_cache_changes_nothing()
    {
        var problem = Problem.Random(2, rows: 600);
        var large = Fit(problem.Rows, new OneClassSvmOptions());
        var small = Fit(problem.Rows, new OneClassSvmOptions { CacheMegabytes = 1 });
        Assert.Equal(Subject.Of(large)(problem.Query), Subject.Of(small)(problem.Query));
    }

    [Fact]
    public void Equal_rows_are_refused_unless_gamma_is_given()
    {
        Assert.Throws<UnusableDataException>(() => Fit(Make.Table([2, 2, 2], 1), new OneClassSvmOptions()));
        var scores = Subject.Of(Fit(Make.Table([2, 2, 2], 1), new OneClassSvmOptions { Gamma = 1 }))([2, 9]);
        Assert.True(scores[1] > scores[0]);
    }

    private static OneClassSvmModel Fit(FeatureTable rows, OneClassSvmOptions options) => new OneClassSvm(options).Fit(rows, Make.Context());
}
