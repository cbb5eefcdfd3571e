using DarkMachines.Testing;
using FsCheck;
using FsCheck.Fluent;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Neighbours.Tests;

public class KnnPropertyTests
{
    private static readonly FitContext Context = new(1);

    [Fact]
    public void Neighbours_are_those_of_the_plain_search_to_the_bit() => ForAnyTrial(trial =>
    {
        var knn = new Knn(new KnnOptions { Neighbours = trial.Neighbours, Standardise = false });
        var shares = knn.Fit(trial.Rows, trial.Labels, Context).Probabilities(trial.Queries);
        var scores = knn.Fit(trial.Rows, Context).Scores(trial.Queries);
        for (var i = 0; i < scores.Length; i++)
        {
            var query = trial.Queries.AsSpan(i * trial.Rows.ColumnCount, trial.Rows.ColumnCount);
            Assert.Equal(PlainNeighbours.Shares(trial.Rows, trial.Labels, query, trial.Neighbours), shares[(3 * i)..(3 * i + 3)]);
            Assert.Equal(MathF.Sqrt(PlainNeighbours.Find(trial.Rows, query, trial.Neighbours)[^1].Distance), scores[i]);
        }
    });

    [Fact]
    public void One_row_is_answered_as_in_a_batch_to_the_bit() => ForAnyTrial(trial =>
    {
        var columns = trial.Rows.ColumnCount;
        var knn = new Knn(new KnnOptions { Neighbours = trial.Neighbours, DistanceWeighted = true });
        var classifier = knn.Fit(trial.Rows, trial.Labels, Context);
        var density = knn.Fit(trial.Rows, Context);
        var single = trial.Queries.Chunk(columns).ToArray();
        Assert.Equal(classifier.Probabilities(trial.Queries), single.SelectMany(row => classifier.Probabilities(row)));
        Assert.Equal(density.Scores(trial.Queries), single.SelectMany(row => density.Scores(row)));
        Assert.Equal(density.LogDensities(trial.Queries), single.SelectMany(row => density.LogDensities(row)));
    });

    [Fact]
    public void The_order_of_training_rows_does_not_change_distances() => ForAnyTrial(trial =>
    {
        var knn = new Knn(new KnnOptions { Neighbours = trial.Neighbours, Standardise = false });
        var shuffled = trial.Rows.SelectRows(Permutation(new RandomStream(2), trial.Rows.RowCount));
        Assert.Equal(knn.Fit(trial.Rows, Context).Scores(trial.Queries), knn.Fit(shuffled, Context).Scores(trial.Queries));
    });

    [Fact]
    public void Without_ties_the_order_of_training_rows_does_not_change_shares() => ForAnySeed(random =>
    {
        var rows = Table(3, Normals(random, 3 * 50));
        var labels = Labels(3, Classes(random, 50, 3));
        var order = Permutation(random, 50);
        var queries = Normals(random, 3 * 20);
        var knn = new Knn(new KnnOptions { Neighbours = 6, Standardise = false });
        Assert.Equal(
            knn.Fit(rows, labels, Context).Probabilities(queries),
            knn.Fit(rows.SelectRows(order), labels.Select(order), Context).Probabilities(queries));
    });

    [Fact]
    public void Moving_all_rows_changes_nothing() => ForAnyTrial(trial =>
    {
        // Whole numbers, so that the move itself rounds nothing.
        float[] Move(ReadOnlySpan<float> values) => [.. values.ToArray().Select(value => value + 1000)];
        var moved = Table(trial.Rows.ColumnCount, Move(trial.Rows.Values));
        var knn = new Knn(new KnnOptions { Neighbours = trial.Neighbours, Standardise = false });
        Assert.Equal(
            knn.Fit(trial.Rows, trial.Labels, Context).Probabilities(trial.Queries),
            knn.Fit(moved, trial.Labels, Context).Probabilities(Move(trial.Queries)));
    });

    [Fact]
    public void A_change_of_unit_changes_nothing_but_the_unit_of_the_density() => ForAnyTrial(trial =>
    {
        // A power of two, so that the change itself rounds nothing.
        float[] Convert(ReadOnlySpan<float> values) =>
            [.. values.ToArray().Select((value, i) => i % trial.Rows.ColumnCount == 0 ? value * 1024 : value)];
        var knn = new Knn(new KnnOptions { Neighbours = trial.Neighbours });
        var before = knn.Fit(trial.Rows, Context);
        var after = knn.Fit(Table(trial.Rows.ColumnCount, Convert(trial.Rows.Values)), Context);
        if (trial.HasConstantColumn)
            return;
        Assert.Equal(before.Scores(trial.Queries), after.Scores(Convert(trial.Queries)));
        Assert.All(
            before.LogDensities(trial.Queries).Zip(after.LogDensities(Convert(trial.Queries))),
            pair => Assert.True(pair.First == pair.Second || Math.Abs(pair.First - Math.Log(1024) - pair.Second) < 1e-4));
    });

    [Fact]
    public void Rows_of_weight_zero_change_nothing() => ForAnyTrial(trial =>
    {
        var weights = Enumerable.Range(0, trial.Rows.RowCount).Select(row => row % 3 == 0 ? 0f : 0.5f + row % 2).ToArray();
        var kept = Enumerable.Range(0, trial.Rows.RowCount).Where(row => weights[row] > 0).ToArray();
        if (kept.Length < trial.Neighbours)
            return;
        var weighted = Table(trial.Rows.ColumnCount, trial.Rows.Values.ToArray(), weights);
        var knn = new Knn(new KnnOptions { Neighbours = trial.Neighbours });
        Assert.Equal(
            knn.Fit(weighted.SelectRows(kept), trial.Labels.Select(kept), Context).Probabilities(trial.Queries),
            knn.Fit(weighted, trial.Labels, Context).Probabilities(trial.Queries));
        Assert.Equal(
            knn.Fit(weighted.SelectRows(kept), Context).LogDensities(trial.Queries),
            knn.Fit(weighted, Context).LogDensities(trial.Queries));
    });

    [Fact]
    public void The_nearest_row_of_weight_n_is_as_far_as_n_such_rows() => ForAnySeed(random =>
    {
        var values = Normals(random, 2 * 20);
        var weights = Grid(random, 20).Select(weight => weight + 1).ToArray();
        var repeated = Enumerable.Range(0, 20).SelectMany(row => Enumerable.Repeat(row, (int)weights[row])).ToArray();
        var queries = Normals(random, 2 * 10);
        var knn = new Knn(new KnnOptions { Neighbours = 1 });
        var expected = knn.Fit(Table(2, values).SelectRows(repeated), Context).Scores(queries);
        var scores = knn.Fit(Table(2, values, weights), Context).Scores(queries);
        Assert.All(scores, (score, i) => Assert.Equal(expected[i], score, 1e-5));
    });

    [Fact]
    public void Probabilities_add_to_one_and_nothing_is_NaN() => ForAnyTrial(trial =>
    {
        var knn = new Knn(new KnnOptions { Neighbours = trial.Neighbours, DistanceWeighted = true });
        var density = knn.Fit(trial.Rows, Context);
        Assert.All(
            knn.Fit(trial.Rows, trial.Labels, Context).Probabilities(trial.Queries).Chunk(3),
            row => Assert.Equal(1, row.Sum(), 1e-6));
        Assert.DoesNotContain(float.NaN, density.LogDensities(trial.Queries));
        Assert.All(density.Scores(trial.Queries), score => Assert.True(score >= 0));
    });

    private static void ForAnyTrial(Action<Trial> holds) => ForAnySeed(random => holds(Trial.Draw(random)));

    private static void ForAnySeed(Action<RandomStream> holds) =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed => holds(new RandomStream(seed))));

    /// <summary>Training rows and queries on a small grid: full of ties and duplicates, from one row to several blocks.</summary>
    private sealed record Trial(FeatureTable Rows, ClassLabels Labels, float[] Queries, int Neighbours)
    {
        public bool HasConstantColumn => Enumerable.Range(0, Rows.ColumnCount)
            .Any(column => Enumerable.Range(0, Rows.RowCount).All(row => Rows.Row(row)[column] == Rows.Row(0)[column]));

        public static Trial Draw(RandomStream random)
        {
            int rows = 1 + random.Below(70), columns = 1 + random.Below(5), queries = 1 + random.Below(80);
            return new Trial(
                Table(columns, Grid(random, rows * columns)),
                TestTables.Labels(3, Classes(random, rows, 3)),
                Grid(random, queries * columns),
                1 + random.Below(rows));
        }
    }
}
