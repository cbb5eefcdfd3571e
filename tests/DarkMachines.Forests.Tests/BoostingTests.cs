using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Forests.Tests;

public class BoostingTests
{
    private static readonly FitContext Context = new(1);

    private static readonly GradientBoosting Boosting = new(new GradientBoostingOptions { Iterations = 10, ValidationShare = 0 });

    private static readonly FeatureTable Rows = Table(3, Grid(new RandomStream(1), 3 * 300, size: 9));

    private static readonly ClassLabels Classes3 = Labels(3, [.. Enumerable.Range(0, 300).Select(row => (int)(Rows.Row(row)[0] + Rows.Row(row)[1]) % 3)]);

    private static readonly float[] Queries = Grid(new RandomStream(2), 3 * 100, size: 9);

    [Fact]
    public void The_number_of_threads_does_not_count()
    {
        float[] Answers(int threads) => new GradientBoosting(new GradientBoostingOptions { Iterations = 10 })
            .Fit(Rows, Classes3, new FitContext(3, threads)).Probabilities(Queries);
        Assert.Equal(Answers(threads: 1), Answers(threads: 3));
    }

    [Fact]
    public void Moving_and_stretching_columns_changes_nothing()
    {
        float[] Change(ReadOnlySpan<float> values) => [.. values.ToArray().Select(value => 8 * value - 1000)];
        Assert.Equal(
            Boosting.Fit(Rows, Classes3, Context).Probabilities(Queries),
            Boosting.Fit(Table(3, Change(Rows.Values)), Classes3, Context).Probabilities(Change(Queries)));
    }

    [Fact]
    public void The_order_of_rows_changes_nothing_but_the_rounding()
    {
        // No two splits are equally good: among such the rounding would choose.
        var random = new RandomStream(3);
        var rows = Table(3, Normals(random, 3 * 300));
        var values = Table(1, Normals(random, 300));
        var order = Permutation(random, 300);
        var expected = Boosting.Fit(rows, values, Context).Predictions(Queries);
        var actual = Boosting.Fit(rows.SelectRows(order), values.SelectRows(order), Context).Predictions(Queries);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Rows_of_weight_zero_and_the_unit_of_weights_change_nothing()
    {
        float[] weights = [.. Enumerable.Range(0, 300).Select(row => row % 3 == 1 ? 0f : 1)];
        var kept = Enumerable.Range(0, 300).Where(row => weights[row] > 0).ToArray();
        float[] Weighted(float unit) => Boosting.Fit(Table(3, Rows.Values.ToArray(), [.. weights.Select(w => unit * w)]), Classes3, Context).Probabilities(Queries);
        Assert.Equal(Boosting.Fit(Rows.SelectRows(kept), Classes3.Select(kept), Context).Probabilities(Queries), Weighted(1));
        Assert.Equal(Weighted(1), Weighted(1e-30f));
    }

    [Fact]
    public void It_stops_when_rows_held_out_are_answered_no_better()
    {
        var random = new RandomStream(4);
        var noise = Labels(2, Classes(random, 300, 2));
        var options = new GradientBoostingOptions { Iterations = 500, Patience = 5 };
        Assert.InRange(new GradientBoosting(options).Fit(Rows, noise, Context).Iterations, 1, 100);
        Assert.Equal(500, new GradientBoosting(options with { ValidationShare = 0 }).Fit(Rows, noise, Context).Iterations);
    }

    [Fact]
    public void Constant_columns_leave_the_shares_of_the_classes_and_the_mean_of_values()
    {
        var rows = Table(2, new float[16]);
        Assert.All(Boosting.Fit(rows, Labels(2, 0, 0, 0, 0, 0, 0, 1, 1), Context).Probabilities([9, 9]).Zip([0.75f, 0.25f]),
            pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.Equal([3.5f], Boosting.Fit(rows, Table(1, [0, 1, 2, 3, 4, 5, 6, 7]), Context).Predictions([9, 9]));
    }

    [Fact]
    public void One_point_is_its_own_value_and_one_class_is_refused()
    {
        Assert.Equal([7f], Boosting.Fit(Table(2, [1, 2]), Table(1, [7]), Context).Predictions([0, 0]));
        Assert.Throws<UnusableDataException>(() => Boosting.Fit(Table(2, [1, 2, 3, 4]), Labels(2, 1, 1), Context));
    }

    [Fact]
    public void A_class_without_rows_has_no_probability()
    {
        var labels = Labels(3, [.. Classes3.Indices.ToArray().Select(label => label == 2 ? 1 : label)]);
        Assert.All(Boosting.Fit(Rows, labels, Context).Probabilities(Queries).Chunk(3), row => Assert.Equal(0, row[2]));
    }

    [Fact]
    public void Several_values_are_learnt_as_each_alone()
    {
        float[] first = [.. Enumerable.Range(0, 300).Select(row => Rows.Row(row)[0] * Rows.Row(row)[1])];
        float[] second = [.. Enumerable.Range(0, 300).Select(row => Rows.Row(row)[2])];
        var both = Boosting.Fit(Rows, Table(2, [.. first.Zip(second).SelectMany(pair => new[] { pair.First, pair.Second })]), Context).Predictions(Queries);
        Assert.Equal(Boosting.Fit(Rows, Table(1, first), Context).Predictions(Queries), both.Where((_, i) => i % 2 == 0));
        Assert.Equal(Boosting.Fit(Rows, Table(1, second), Context).Predictions(Queries), both.Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public void Deep_trees_of_many_small_nodes_fit_their_rows()
    {
        var random = new RandomStream(5);
        var rows = Table(2, Normals(random, 2 * 2000));
        var values = Normals(random, 2000);
        var boosting = new GradientBoosting(new GradientBoostingOptions
        {
            Iterations = 20,
            LearningRate = 0.5,
            MaxDepth = 14,
            L2 = 0,
            ValidationShare = 0,
        });
        var predictions = boosting.Fit(rows, Table(1, values), Context).Predictions(rows.Values.ToArray());

        // XGBoost's histogram method comes to 0.0544 on these rows with these options.
        Assert.True(values.Zip(predictions).Average(pair => Math.Abs(pair.First - pair.Second)) < 0.0544);
    }
}
