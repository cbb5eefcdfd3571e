using DarkMachines.Onnx.Trees;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Onnx.Tests.Trees;

/// <summary>The quick way through trees beside the plain one.</summary>
public class TreeWalkTests
{
    private static readonly float[] Special = [0f, -0f, 1e-45f, -1e-45f, float.MaxValue, float.MinValue, 1f, -1f];

    [Theory]
    [InlineData(1, 200)]
    [InlineData(8, 200)]
    [InlineData(61, 200)]
    [InlineData(8, 12)]
    [InlineData(61, 12)]
    [InlineData(64, 1)]
    [InlineData(1, 0)]
    [InlineData(64, 0)]
    [InlineData(1, 200, 17)]
    [InlineData(2, 200, 16)]
    public void Rows_walk_to_the_leaves_of_the_plain_way(int rows, int splits, int count = 2)
    {
        var random = new RandomStream(5);
        Tree[] trees = [.. Enumerable.Range(0, count).Select(_ => RandomTrees.Grow(random, splits, columns: 3))];
        var values = Grid(random, 3 * rows, size: 4);
        ReadOnlySpan<float> unusual = [float.NaN, -float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, float.MinValue, float.Epsilon, -float.Epsilon];
        unusual[..Math.Min(unusual.Length, values.Length)].CopyTo(values);
        WalkPlainlyAndQuickly(trees, values, columns: 3);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(33)]
    public void Trees_may_ask_about_many_columns(int columns)
    {
        var random = new RandomStream(9);
        Tree[] trees = [.. Enumerable.Range(0, 3).Select(_ => RandomTrees.Grow(random, 300, columns))];
        Assert.Equal(columns <= 32 && BlockWalk.IsSupported, BlockTrees.CanHold(columns));
        foreach (var rows in new[] { 5, 50 })
            WalkPlainlyAndQuickly(trees, Grid(random, columns * rows, size: 4), columns);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1)]
    [InlineData(0)]
    public void A_tree_comes_back_depth_first(int splits)
    {
        var random = new RandomStream(10);
        Tree[] trees = [.. Enumerable.Range(0, 3).Select(_ => RandomTrees.Grow(random, splits, columns: 3, width: 2))];
        foreach (var walked in Walks(trees, columns: 3))
        {
            for (var number = 0; number < trees.Length; number++)
            {
                var copy = new Tree(width: 2);
                walked.CopyTo(number, copy);
                Assert.Equal(trees[number].Nodes.Length, copy.Nodes.Length);
                AssertSame(trees[number], 0, copy, 0);
                Assert.Equal(Enumerable.Range(0, copy.Nodes.Length / 2).Select(split => 2 * split + 1), DepthFirst(copy, 0));
            }
        }
    }

    [Fact]
    public void Keys_of_rows_are_in_the_order_of_their_values()
    {
        float[] values = [float.NegativeInfinity, float.PositiveInfinity, .. Special, .. Normals(new RandomStream(8), 1000)];
        foreach (var value in values)
        {
            Assert.Equal(values.Select(other => other <= value), values.Select(other => RowKeys.Of(other) <= RowKeys.Of(value)));
            Assert.True(RowKeys.Of(float.NaN) > RowKeys.Of(value) && RowKeys.Of(-float.NaN) > RowKeys.Of(value));
            Assert.Equal(value, RowKeys.ValueOf(RowKeys.Of(value)));
        }
    }

    [Fact]
    public void A_column_that_rows_do_not_have_is_refused()
    {
        var tree = new Tree(width: 1);
        tree.Split(0, column: 2, threshold: 0);
        var ensemble = new TreeEnsemble([tree]);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            var sums = new ValueSums(ensemble, new double[1]);
            ensemble.Visit([1, 2], 2, ref sums);
        });
    }

    [Fact]
    public void Trees_of_an_ensemble_have_one_width()
    {
        Assert.Throws<ArgumentException>(() => new TreeEnsemble([]));
        Assert.Throws<ArgumentException>(() => new TreeEnsemble([new Tree(width: 1), new Tree(width: 2)]));
        Assert.Throws<ArgumentException>(() => new Tree(width: 1).Split(0, 0, float.NaN));
    }

    // Each way that this processor can walk.
    private static IEnumerable<IWalkedTrees> Walks(Tree[] trees, int columns) =>
        BlockTrees.CanHold(columns) ? [new NodeTrees(trees), new BlockTrees(trees)] : [new NodeTrees(trees)];

    private static void WalkPlainlyAndQuickly(Tree[] trees, float[] values, int columns)
    {
        var rows = values.Length / columns;
        foreach (var walked in Walks(trees, columns))
        {
            var leaves = new Leaves(trees.Length, rows);
            walked.Visit(values, columns, ref leaves);
            for (var tree = 0; tree < trees.Length; tree++)
                Assert.Equal(Enumerable.Range(0, rows).Select(row => (float)trees[tree].LeafOf(values.AsSpan(columns * row, columns))), leaves.Of[tree]);
        }
    }

    private static void AssertSame(Tree expected, int node, Tree actual, int copy)
    {
        var (own, other) = (expected.Nodes[node], actual.Nodes[copy]);
        Assert.Equal((own.IsLeaf, own.Column, own.Threshold), (other.IsLeaf, other.Column, other.Threshold));
        if (own.IsLeaf)
        {
            Assert.Equal(expected.ValuesOf(node).ToArray(), actual.ValuesOf(copy).ToArray());
            return;
        }

        AssertSame(expected, own.First, actual, other.First);
        AssertSame(expected, own.First + 1, actual, other.First + 1);
    }

    // The places of the first children, in the order of the ways.
    private static IEnumerable<int> DepthFirst(Tree tree, int node)
    {
        if (tree.Nodes[node].IsLeaf)
            return [];
        var first = tree.Nodes[node].First;
        return [first, .. DepthFirst(tree, first), .. DepthFirst(tree, first + 1)];
    }

    // The value of a leaf is its place.
    private readonly struct Leaves(int trees, int rows) : ILeafSums
    {
        public float[][] Of { get; } = [.. Enumerable.Range(0, trees).Select(_ => new float[rows])];

        public void Add(int row, int tree, scoped ReadOnlySpan<int> leaves, ReadOnlySpan<float> values)
        {
            foreach (var leaf in leaves)
                Of[tree][row++] = values[leaf];
        }
    }
}
