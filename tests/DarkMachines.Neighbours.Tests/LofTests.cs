using FsCheck;
using FsCheck.Fluent;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Neighbours.Tests;

public class LofTests
{
    private static readonly FitContext Context = new(1);

    private static LofModel Fit(FeatureTable rows, int neighbours) => new Lof(new LofOptions { Neighbours = neighbours }).Fit(rows, Context);

    [Fact]
    public void An_evenly_spaced_row_scores_one_and_a_lonely_one_more()
    {
        var model = Fit(Table(1, [.. Enumerable.Range(0, 40).Select(i => (float)i), 60]), 3);
        Assert.Equal(1, model.TrainingScores[20], 1e-5);
        Assert.True(model.TrainingScores[40] > 5);
        Assert.True(model.Scores([-20])[0] > 5);
    }

    [Fact]
    public void Rows_that_coincide_score_one()
    {
        var model = Fit(Table(2, [.. Enumerable.Repeat(new[] { 1f, 2 }, 20).SelectMany(x => x), .. Normals(new RandomStream(1), 40)]), 5);
        Assert.All(model.TrainingScores.Take(20), score => Assert.Equal(1, score));
        Assert.Equal([1f], model.Scores([1, 2]));
        Assert.DoesNotContain(float.NaN, model.TrainingScores);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_row_that_is_not_finite_scores_infinity(float value) =>
        Assert.Equal([float.PositiveInfinity], Fit(Table(2, Normals(new RandomStream(1), 40)), 5).Scores([value, 0]));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void As_many_rows_as_neighbours_are_refused(int rows) =>
        Assert.Throws<UnusableDataException>(() => Fit(Table(2, new float[2 * rows]), 5));

    [Fact]
    public void A_row_of_weight_zero_is_scored_as_a_new_one()
    {
        var values = Normals(new RandomStream(2), 80);
        var weighted = Fit(Table(2, values, [.. Enumerable.Range(0, 40).Select(row => row == 7 ? 0f : 1)]), 4);
        var others = Fit(Table(2, [.. values[..14], .. values[16..]]), 4);
        Assert.Equal(others.Scores(values[14..16])[0], weighted.TrainingScores[7]);
        Assert.Equal(others.TrainingScores, weighted.TrainingScores.Where((_, row) => row != 7));
    }

    [Fact]
    public void Neither_order_nor_place_of_the_rows_matters() => ForAnySeed(random =>
    {
        var columns = random.Below(2) == 0 ? 3 : 10;
        var rows = Table(columns, Normals(random, columns * 60));
        var order = Permutation(random, 60);
        var moved = Table(columns, [.. rows.Values.ToArray().Select(value => value + 8)]);
        var scores = Fit(rows, 7).TrainingScores;
        var shuffled = Fit(rows.SelectRows(order), 7).TrainingScores;
        var shifted = Fit(moved, 7).TrainingScores;
        Assert.All(order, (row, i) => Assert.Equal(scores[row], shuffled[i], 1e-4));
        Assert.All(scores, (score, i) => Assert.Equal(score, shifted[i], 1e-4));
    });

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        var rows = Table(4, Normals(new RandomStream(3), 4 * 1500));
        var lof = new Lof(new LofOptions());
        Assert.Equal(lof.Fit(rows, Context).TrainingScores, lof.Fit(rows, new FitContext(1, threads: 2)).TrainingScores);
    }

    private static void ForAnySeed(Action<RandomStream> holds) =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed => holds(new RandomStream(seed))));
}
