using System.Buffers;

namespace DarkMachines.Onnx.Trees;

/// <summary>
/// Grown trees, their nodes one tree after the other, and the way of rows through them. Each tree knows some values of a row;
/// what they are values of, the targets, may differ from tree to tree. Threads may share it.
/// </summary>
public sealed class TreeEnsemble
{
    /// <summary>Most rows that are asked about at once: while they pass through it, a tree of many thousand nodes stays in the cache.</summary>
    public const int BlockRows = 16384;

    private readonly WalkNode[] _nodes;
    private readonly int[] _roots;
    private readonly int[] _targets;
    private readonly int _columns;

    /// <summary>Takes the trees.</summary>
    /// <param name="trees">The trees, at least one, with the same number of values a node.</param>
    /// <exception cref="ArgumentException">There are no trees, or their widths differ.</exception>
    public TreeEnsemble(IReadOnlyList<Tree> trees)
    {
        ArgumentNullException.ThrowIfNull(trees);
        if (trees.Count == 0 || trees.Any(tree => tree.Width != trees[0].Width))
            throw new ArgumentException("An ensemble needs trees, and all with as many values a node.", nameof(trees));
        (Count, Width) = (trees.Count, trees[0].Width);
        _targets = [.. trees.Select(tree => tree.Target)];
        Targets = _targets.Max() + Width;
        _nodes = new WalkNode[checked(trees.Sum(tree => tree.Nodes.Length))];
        Values = new float[checked(trees.Sum(tree => tree.LeafCount) * Width)];
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
                _columns = Math.Max(_columns, tree.Nodes[node].Column + 1);
                if (tree.Nodes[node].IsLeaf)
                    tree.ValuesOf(node).CopyTo(Values.AsSpan(leaf++ * Width));
            }
        }
    }

    /// <summary>Number of trees.</summary>
    public int Count { get; }

    /// <summary>Number of values a leaf.</summary>
    public int Width { get; }

    /// <summary>Number of targets that the values are of.</summary>
    public int Targets { get; }

    /// <summary>Number of nodes of all trees.</summary>
    public int NodeCount => _nodes.Length;

    /// <summary>Number of leaves of all trees.</summary>
    public int LeafCount => Values.Length / Width;

    /// <summary>The values of all leaves, one leaf after the other.</summary>
    internal float[] Values { get; }

    /// <summary>The first target that the values of a tree are of.</summary>
    /// <param name="tree">Number of the tree.</param>
    public int TargetOf(int tree) => _targets[tree];

    /// <summary>The nodes of one tree, and the place of the first.</summary>
    /// <param name="tree">Number of the tree.</param>
    internal (ArraySegment<WalkNode> Nodes, int Root) Tree(int tree)
    {
        var end = tree + 1 < Count ? _roots[tree + 1] : _nodes.Length;
        return (new ArraySegment<WalkNode>(_nodes, _roots[tree], end - _roots[tree]), _roots[tree]);
    }

    /// <summary>Finds the leaves of a block of rows; each row meets the trees in their order.</summary>
    /// <param name="rows">Row-major, at most <see cref="BlockRows"/>.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="sums">Told of every leaf.</param>
    /// <exception cref="ArgumentException">The trees ask about a column that rows do not have.</exception>
    public void Visit<T>(ReadOnlySpan<float> rows, int columns, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, _columns);
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
