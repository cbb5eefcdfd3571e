using DarkMachines.Testing;
using FsCheck;
using FsCheck.Fluent;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Forests.Tests;

public class ForestPropertyTests
{
    private static readonly FitContext Context = new(1);

    private static readonly RandomForest Forest = new(new RandomForestOptions { Trees = 7 });

    private static readonly RandomForest WithoutBootstrap = new(new RandomForestOptions { Trees = 7, Bootstrap = false });

    [Fact]
    public void A_stump_is_the_best_split_of_the_plain_search() => ForAnyTrial(trial =>
    {
        var stump = new RandomForest(new RandomForestOptions { Trees = 1, Bootstrap = false, MaxDepth = 1, MaxFeatures = trial.Rows.ColumnCount });
        var probabilities = stump.Fit(trial.Rows, trial.Labels, Context).Probabilities(trial.Rows.Values.ToArray());
        var impurity = probabilities.Chunk(3).Sum(shares => 1 - shares.Sum(share => (double)share * share));
        Assert.Equal(PlainStump.LeastImpurity(trial.Rows, trial.Labels), impurity, 1e-4);
    });

    [Fact]
    public void A_full_tree_gives_equal_rows_their_class_shares() => ForAnyTrial(trial =>
    {
        var tree = new RandomForest(new RandomForestOptions { Trees = 1, Bootstrap = false });
        var probabilities = tree.Fit(trial.Rows, trial.Labels, Context).Probabilities(trial.Rows.Values.ToArray());
        for (var row = 0; row < trial.Rows.RowCount; row++)
        {
            var shares = new float[3];
            var equal = Enumerable.Range(0, trial.Rows.RowCount).Where(other => trial.Rows.Row(other).SequenceEqual(trial.Rows.Row(row))).ToArray();
            foreach (var other in equal)
                shares[trial.Labels.Indices[other]]++;
            Assert.Equal(shares.Select(share => share / equal.Length), probabilities[(3 * row)..(3 * row + 3)]);
        }
    });

    [Fact]
    public void Thresholds_separate_any_two_floats() => Check.QuickThrowOnFailure(Prop.ForAll<float, bool>((value, neighbouring) =>
    {
        var lower = float.IsFinite(value) ? value : -float.MaxValue;
        var upper = neighbouring ? MathF.BitIncrement(lower) : MathF.Abs(lower) + 1;
        if (lower >= upper || !float.IsFinite(upper))
            return;
        var model = WithoutBootstrap.Fit(Table(1, [upper, lower]), Labels(2, 1, 0), Context);
        Assert.Equal([1f, 0, 0, 1], model.Probabilities([lower, upper]));
    }));

    [Fact]
    public void Without_bootstrap_the_order_of_training_rows_does_not_count() => ForAnyTrial(trial =>
    {
        var order = Permutation(new RandomStream(2), trial.Rows.RowCount);
        Assert.Equal(
            WithoutBootstrap.Fit(trial.Rows, trial.Labels, Context).Probabilities(trial.Queries),
            WithoutBootstrap.Fit(trial.Rows.SelectRows(order), trial.Labels.Select(order), Context).Probabilities(trial.Queries));
    });

    [Fact]
    public void Moving_and_stretching_columns_changes_nothing() => ForAnyTrial(trial =>
    {
        // Whole numbers times a power of two, so that the change itself rounds nothing.
        float[] Change(ReadOnlySpan<float> values) => [.. values.ToArray().Select(value => 8 * value - 1000)];
        Assert.Equal(
            Forest.Fit(trial.Rows, trial.Labels, Context).Probabilities(trial.Queries),
            Forest.Fit(Table(trial.Rows.ColumnCount, Change(trial.Rows.Values)), trial.Labels, Context).Probabilities(Change(trial.Queries)));
    });

    [Fact]
    public void Rows_of_weight_zero_change_nothing() => ForAnyTrial(trial =>
    {
        var weights = Enumerable.Range(0, trial.Rows.RowCount).Select(row => row % 3 == 1 ? 0f : 0.5f + row % 2).ToArray();
        var kept = Enumerable.Range(0, trial.Rows.RowCount).Where(row => weights[row] > 0).ToArray();
        var weighted = Table(trial.Rows.ColumnCount, trial.Rows.Values.ToArray(), weights);
        Assert.Equal(
            Forest.Fit(weighted.SelectRows(kept), trial.Labels.Select(kept), Context).Probabilities(trial.Queries),
            Forest.Fit(weighted, trial.Labels, Context).Probabilities(trial.Queries));
    });

    [Fact]
    public void Without_bootstrap_a_row_of_weight_n_is_n_rows() => ForAnyTrial(trial =>
    {
        var weights = Enumerable.Range(0, trial.Rows.RowCount).Select(row => 1f + row % 4).ToArray();
        var repeated = Enumerable.Range(0, trial.Rows.RowCount).SelectMany(row => Enumerable.Repeat(row, (int)weights[row])).ToArray();
        var forest = new RandomForest(new RandomForestOptions { Trees = 7, Bootstrap = false, ExactRows = int.MaxValue });
        var weighted = Table(trial.Rows.ColumnCount, trial.Rows.Values.ToArray(), weights);
        Assert.Equal(
            forest.Fit(trial.Rows.SelectRows(repeated), trial.Labels.Select(repeated), Context).Probabilities(trial.Queries),
            forest.Fit(weighted, trial.Labels, Context).Probabilities(trial.Queries));
    });

    [Fact]
    public void One_row_is_answered_as_in_a_batch_to_the_bit() => ForAnyTrial(trial =>
    {
        var model = Forest.Fit(trial.Rows, trial.Labels, Context);
        Assert.Equal(
            model.Probabilities(trial.Queries),
            trial.Queries.Chunk(trial.Rows.ColumnCount).SelectMany(row => model.Probabilities(row)));
    });

    [Fact]
    public void The_number_of_threads_does_not_count_but_the_seed_does()
    {
        var random = new RandomStream(3);
        var rows = Table(5, Normals(random, 5 * 300));
        var labels = Labels(3, Classes(random, 300, 3));
        var queries = Normals(random, 5 * 200);
        float[] Answers(ulong seed, int threads) => Forest.Fit(rows, labels, new FitContext(seed, threads)).Probabilities(queries);

        Assert.Equal(Answers(seed: 4, threads: 1), Answers(seed: 4, threads: 2));
        Assert.Equal(Answers(seed: 4, threads: 1), Answers(seed: 4, threads: 4));
        Assert.NotEqual(Answers(seed: 4, threads: 1), Answers(seed: 5, threads: 1));
    }

    [Fact]
    public void Probabilities_lie_between_zero_and_one_and_add_to_one() => ForAnyTrial(trial =>
        Assert.All(Forest.Fit(trial.Rows, trial.Labels, Context).Probabilities(trial.Queries).Chunk(3), row =>
        {
            Assert.All(row, probability => Assert.InRange(probability, 0, 1));
            Assert.Equal(1, row.Sum(), 1e-6);
        }));

    [Fact]
    public void No_leaf_holds_fewer_rows_or_lies_deeper_than_allowed() => ForAnyTrial(trial =>
    {
        const int minLeafRows = 4, maxDepth = 3;
        var tree = new RandomForest(new RandomForestOptions { Trees = 1, Bootstrap = false, MaxDepth = maxDepth, MinLeafRows = minLeafRows });
        var leaves = tree.Fit(trial.Rows, trial.Labels, Context).Probabilities(trial.Rows.Values.ToArray())
            .Chunk(3)
            .GroupBy(shares => (shares[0], shares[1], shares[2]))
            .ToArray();
        Assert.InRange(leaves.Length, 1, 1 << maxDepth);
        Assert.All(leaves, leaf => Assert.True(leaf.Count() >= Math.Min(minLeafRows, trial.Rows.RowCount)));
    });

    private static void ForAnyTrial(Action<Trial> holds) =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed => holds(Trial.Draw(new RandomStream(seed)))));

    /// <summary>Training rows and queries on a small grid: full of ties and of equal rows with different labels.</summary>
    private sealed record Trial(FeatureTable Rows, ClassLabels Labels, float[] Queries)
    {
        public static Trial Draw(RandomStream random)
        {
            int rows = 1 + random.Below(60), columns = 1 + random.Below(4), queries = 1 + random.Below(100);
            return new Trial(
                Table(columns, Grid(random, rows * columns)),
                TestTables.Labels(3, Classes(random, rows, 3)),
                Grid(random, queries * columns));
        }
    }
}
