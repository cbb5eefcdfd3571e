using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Linear.Tests;

public class PcaTests
{
    [Theory]
    [InlineData("pca-plain")]
    [InlineData("pca-unscaled")]
    public void Errors_and_components_are_those_of_scikit_learn(string name)
    {
        var golden = Golden.Load(name);
        var model = Fit(golden.Rows, new PcaOptions { Components = (int)golden.Number("components") });

        Close.Assert(golden.Numbers("shares"), model.ExplainedShares, 1e-9);
        Close.Assert(golden.Numbers("errors"), Subject.Of(model)(golden.Query), 1e-6);
        var directions = golden.Numbers("directions").Chunk(golden.Rows.ColumnCount).ToArray();
        for (var k = 0; k < directions.Length; k++)
            Assert.Equal(1, Math.Abs(Vectors.Dot(directions[k], model.Component(k))), 1e-9);
    }

    [Fact]
    public void As_many_components_are_kept_as_explain_the_share()
    {
        var rows = Problem.Random(1, columns: 5).Rows;
        var shares = Fit(rows, new PcaOptions { Components = 5 }).ExplainedShares;
        Assert.Equal(1, shares.Sum(), 1e-12);
        for (var kept = 1; kept <= 5; kept++)
            Assert.Equal(kept, Fit(rows, new PcaOptions { ExplainedShare = shares.Take(kept).Sum() - 1e-9 }).LatentCount);
    }

    [Fact]
    public void With_all_components_every_row_is_restored() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed =>
    {
        var problem = Problem.Random(seed);
        var model = Fit(problem.Rows, new PcaOptions { Components = 3 });
        float[] latent = new float[problem.Query.Length], restored = new float[problem.Query.Length];
        model.Encode(problem.Query, latent);
        model.Decode(latent, restored);
        return Close.To(problem.Query, restored, 1e-5) && Subject.Of(model)(problem.Query).All(error => error < 1e-10);
    }));

    [Fact]
    public void A_row_on_the_line_of_two_columns_is_restored_and_one_beside_it_is_not()
    {
        var model = Fit(Make.Table([0, 0, 1, 2, 2, 4, 3, 6], 2), new PcaOptions());
        Assert.Equal(1, model.LatentCount);
        Assert.Equal(0, Subject.Of(model)([10, 20])[0], 1e-6f);
        // A spread of √1.25 and 2 √1.25: the row (0, 2) lies (0, 1/√1.25) beside (0, 0), half of that square off the diagonal.
        Assert.Equal(0.5 / 1.25 / 2, Subject.Of(model)([0, 2])[0], 1e-6);
    }

    [Fact]
    public void Units_do_not_matter() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed =>
    {
        var problem = Problem.Random(seed);
        var rescaled = problem.Map((value, column) => value * MathF.Pow(2, 10 * column));
        return Close.To(Subject.Fit("pca", problem)(problem.Query), Subject.Fit("pca", rescaled)(rescaled.Query), 1e-5);
    }));

    [Fact]
    public void More_components_than_columns_are_refused() =>
        Assert.Throws<UnusableDataException>(() => Fit(Problem.Random(1).Rows, new PcaOptions { Components = 4 }));

    [Fact]
    public void One_row_and_a_constant_column_have_no_direction_but_an_answer()
    {
        Assert.Equal([0f], Subject.Of(Fit(Make.Table([1, 2], 2), new PcaOptions()))([1, 2]));
        Assert.All(Subject.Of(Fit(Make.Table([1, 7, 2, 7, 4, 7], 2), new PcaOptions()))([1, 7, 3, 7]), error => Assert.Equal(0, error, 1e-6f));
    }

    private static PcaModel Fit(FeatureTable rows, PcaOptions options) => new Pca(options).Fit(rows, Make.Context());
}
