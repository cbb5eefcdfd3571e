using FsCheck;
using FsCheck.Fluent;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Neighbours.Tests;

/// <summary>Both searches give what the plain search gives, to the bit, in any number of columns.</summary>
public class SearchPropertyTests
{
    private static readonly FitContext Context = new(1);

    [Theory]
    [InlineData(DistanceMetric.Euclidean, 1)]
    [InlineData(DistanceMetric.Euclidean, 8)]
    [InlineData(DistanceMetric.Euclidean, 9)]
    [InlineData(DistanceMetric.Euclidean, 21)]
    [InlineData(DistanceMetric.Manhattan, 3)]
    [InlineData(DistanceMetric.Manhattan, 12)]
    public void Distances_are_those_of_the_plain_search_to_the_bit(DistanceMetric metric, int columns) => ForAnySeed(random =>
    {
        var rows = 1 + random.Below(300);
        var k = 1 + random.Below(Math.Min(rows, 12));

        // Ties on a grid, or none; far from the origin, so that what is left after centring decides.
        var grid = random.Below(2) == 0;
        float[] Draw(int count) => grid ? Grid(random, count) : [.. Normals(random, count).Select(value => 500 + value)];
        var (table, queries) = (Table(columns, Draw(rows * columns)), Draw(30 * columns));
        var knn = new Knn(new KnnOptions { Neighbours = k, Standardise = false, Metric = metric });
        var labels = Labels(rows + 1, [.. Enumerable.Range(0, rows)]);
        var scores = knn.Fit(table, Context).Scores(queries);
        var shares = knn.Fit(table, labels, Context).Probabilities(queries);
        for (var i = 0; i < scores.Length; i++)
        {
            var plain = PlainNeighbours.Find(table, queries.AsSpan(i * columns, columns), k, metric == DistanceMetric.Manhattan);
            var farthest = metric == DistanceMetric.Manhattan ? plain[^1].Distance : MathF.Sqrt(plain[^1].Distance);
            Assert.Equal(farthest, scores[i]);
            Assert.Equal(
                plain.Select(p => p.Row).Order(),
                Enumerable.Range(0, rows).Where(row => shares[i * (rows + 1) + row] > 0));
        }
    });

    [Theory]
    [InlineData(4, 1e-30f)]
    [InlineData(4, 1e18f)]
    [InlineData(12, 1e-30f)]
    [InlineData(12, 1e-21f)]
    [InlineData(12, 1e18f)]
    [InlineData(12, 1e19f)]
    [InlineData(12, 1e30f)]
    public void Squares_that_overflow_or_vanish_rule_nothing_out(int columns, float unit)
    {
        var random = new RandomStream(4);
        float[] Draw(int count) => [.. Normals(random, count).Select(value => value * unit)];
        var (table, queries) = (Table(columns, Draw(200 * columns)), Draw(20 * columns));
        var knn = new Knn(new KnnOptions { Neighbours = 5, Standardise = false });
        var scores = knn.Fit(table, Context).Scores(queries);
        for (var i = 0; i < scores.Length; i++)
            Assert.Equal(MathF.Sqrt(PlainNeighbours.Find(table, queries.AsSpan(i * columns, columns), 5)[^1].Distance), scores[i]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Sorted_and_repeated_rows_are_found_as_any_others(int columns)
    {
        // Many equal keys, and keys in order, are what a poor choice of pivots would stumble over.
        float[] values = [.. Enumerable.Range(0, 5000 * columns).Select(i => (float)(i / columns / 500))];
        var knn = new Knn(new KnnOptions { Neighbours = 501, Standardise = false });
        Assert.Equal(MathF.Sqrt(columns), knn.Fit(Table(columns, values), Context).Scores([.. Enumerable.Repeat(4f, columns)])[0]);
    }

    [Fact]
    public void A_column_that_follows_from_others_is_refused_by_whitening()
    {
        var values = Normals(new RandomStream(2), 100).SelectMany(value => new[] { value, 2 * value }).ToArray();
        var knn = new Knn(new KnnOptions { Metric = DistanceMetric.Mahalanobis });
        Assert.Contains("'x1'", Assert.Throws<UnusableDataException>(() => knn.Fit(Table(2, values), Context)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mahalanobis_distances_do_not_change_when_columns_are_mixed() => ForAnySeed(random =>
    {
        var values = Normals(random, 3 * 60);
        float[] mixed = [.. values.Chunk(3).SelectMany(x => new[] { x[0] + 2 * x[1], x[1] - x[2], 5 * x[2] + x[0] + 7 })];
        var knn = new Knn(new KnnOptions { Metric = DistanceMetric.Mahalanobis, Neighbours = 3 });
        var expected = knn.Fit(Table(3, values), Context).Scores(values);
        var scores = knn.Fit(Table(3, mixed), Context).Scores(mixed);
        Assert.All(expected, (score, i) => Assert.Equal(score, scores[i], 1e-4));
    });

    private static void ForAnySeed(Action<RandomStream> holds) =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed => holds(new RandomStream(seed))));
}
