using System.Buffers;

namespace DarkMachines.Forests.Trees;

/// <summary>Grown trees, their nodes one tree after the other.</summary>
internal sealed class TreeEnsemble
{
    /// <summary>Most rows that are asked about at once: while they pass through it, a tree of many thousand nodes stays in the cache.</summary>
    public const int BlockRows = 16384;

    private readonly WalkNode[] _nodes;
    private readonly int[] _roots;

    /// <summary>Takes the trees.</summary>
    /// <param name="trees">The trees, at least one.</param>
    /// <param name="width">Number of values a leaf.</param>
    public TreeEnsemble(IReadOnlyList<Tree> trees, int width)
    {
        (Count, Width) = (trees.Count, width);
        _nodes = new WalkNode[checked(trees.Sum(tree => tree.Nodes.Length))];
        Values = new float[checked(trees.Sum(tree => tree.LeafCount) * width)];
        // One row meets the trees in groups: the last tree fills up the last of these.
        _roots = new int[(Count + TreeWalk.Lanes - 1) / TreeWalk.Lanes * TreeWalk.Lanes];
        int place = 0, leaf = 0;
        for (var number = 0; number < Count; number++)
        {
            var (tree, root) = (trees[number], place);
            _roots.AsSpan(number).Fill(root);
            for (var node = 0; node < tree.Nodes.Length; node++, place++)
            {
                _nodes[place] = tree.Nodes[node].IsLeaf ? WalkNode.Leaf(leaf, place) : WalkNode.Split(tree.Nodes[node], root);
                if (tree.Nodes[node].IsLeaf)
                    tree.ValuesOf(node).CopyTo(Values.AsSpan(leaf++ * width));
            }
        }
    }

    /// <summary>Number of trees.</summary>
    public int Count { get; }

    /// <summary>Number of values a leaf.</summary>
    public int Width { get; }

    /// <summary>The values of all leaves, one leaf after the other.</summary>
    public float[] Values { get; }

    /// <summary>The nodes of one tree, and the place of the first.</summary>
    /// <param name="tree">Number of the tree.</param>
    public (ArraySegment<WalkNode> Nodes, int Root) Tree(int tree)
    {
        var end = tree + 1 < Count ? _roots[tree + 1] : _nodes.Length;
        return (new ArraySegment<WalkNode>(_nodes, _roots[tree], end - _roots[tree]), _roots[tree]);
    }

    /// <summary>Finds the leaves of a block of rows; each row meets the trees in their order.</summary>
    /// <param name="rows">Row-major, at most <see cref="BlockRows"/>.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="sums">Told of every leaf.</param>
    public void Visit<T>(ReadOnlySpan<float> rows, int columns, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        const int lanes = TreeWalk.Lanes;
        var count = rows.Length / columns;
        if (count < lanes)
        {
            for (var row = 0; row < count; row++)
                VisitRow(rows.Slice(row * columns, columns), row, ref sums);
            return;
        }

        var groups = (count + lanes - 1) / lanes;
        var keys = ArrayPool<int>.Shared.Rent(groups * RowKeys.GroupLength(columns));
        var leaves = ArrayPool<int>.Shared.Rent(groups * lanes);
        RowKeys.Write(rows, columns, keys);
        for (var tree = 0; tree < Count; tree++)
        {
            TreeWalk.OneTree(_nodes, _roots[tree], keys.AsSpan(0, groups * RowKeys.GroupLength(columns)), leaves.AsSpan(0, groups * lanes));
            sums.Add(0, tree, leaves.AsSpan(0, count), Values);
        }

        ArrayPool<int>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(leaves);
    }

    // Few rows cannot keep the processor busy with one tree, but several trees can.
    private void VisitRow<T>(ReadOnlySpan<float> row, int number, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        var keys = ArrayPool<int>.Shared.Rent(RowKeys.GroupLength(row.Length));
        var leaves = ArrayPool<int>.Shared.Rent(_roots.Length);
        RowKeys.Repeat(row, keys);
        TreeWalk.OneRow(_nodes, _roots, keys, leaves.AsSpan(0, _roots.Length));
        for (var tree = 0; tree < Count; tree++)
            sums.Add(number, tree, leaves.AsSpan(tree, 1), Values);
        ArrayPool<int>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(leaves);
    }
}
