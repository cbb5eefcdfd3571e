using System.Buffers;

namespace DarkMachines.Onnx.Trees;

/// <summary>Trees node by node, for any processor and any number of columns.</summary>
internal sealed class NodeTrees : IWalkedTrees
{
    // From this on a tree comes faster as a whole than node by node.
    private const int NodesPerRow = 200;

    private readonly int _count;
    private readonly int _width;
    private readonly WalkNode[] _nodes;
    private readonly int[] _roots;
    private readonly float[] _values;

    /// <summary>Takes the trees.</summary>
    /// <param name="trees">The trees.</param>
    public NodeTrees(IReadOnlyList<Tree> trees)
    {
        (_count, _width) = (trees.Count, trees[0].Width);
        _nodes = new WalkNode[checked(trees.Sum(tree => tree.Nodes.Length))];
        _values = new float[checked(trees.Sum(tree => tree.LeafCount) * _width)];
        // One row meets the trees in groups: the last tree fills up the last of these.
        _roots = new int[(_count + NodeWalk.Lanes - 1) / NodeWalk.Lanes * NodeWalk.Lanes];
        int place = 0, leaf = 0;
        for (var number = 0; number < _count; number++)
        {
            var (tree, root) = (trees[number], place);
            _roots.AsSpan(number).Fill(root);
            for (var node = 0; node < tree.Nodes.Length; node++, place++)
            {
                _nodes[place] = tree.Nodes[node].IsLeaf ? WalkNode.Leaf(leaf, place) : WalkNode.Split(tree.Nodes[node], root);
                if (tree.Nodes[node].IsLeaf)
                    tree.ValuesOf(node).CopyTo(_values.AsSpan(leaf++ * _width));
            }
        }
    }

    /// <inheritdoc/>
    public void Visit<T>(ReadOnlySpan<float> rows, int columns, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        const int lanes = NodeWalk.Lanes;
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
        for (var tree = 0; tree < _count; tree++)
        {
            var nodes = _nodes.AsSpan(_roots[tree]..(tree + 1 < _count ? _roots[tree + 1] : _nodes.Length));
            if (nodes.Length < NodesPerRow * count)
                _ = Cache.Bring<WalkNode>(nodes);
            NodeWalk.OneTree(_nodes, _roots[tree], keys.AsSpan(0, groups * RowKeys.GroupLength(columns)), leaves.AsSpan(0, groups * lanes));
            sums.Add(0, tree, leaves.AsSpan(0, count), _values);
        }

        ArrayPool<int>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(leaves);
    }

    /// <inheritdoc/>
    public void CopyTo(int number, Tree tree)
    {
        var open = new Stack<(int Place, int Copy)>([(_roots[number], 0)]);
        while (open.TryPop(out var next))
        {
            var node = _nodes[next.Place];
            if (node.IsLeaf)
            {
                _values.AsSpan(node.Key * _width, _width).CopyTo(tree.ValuesOf(next.Copy));
                continue;
            }

            var first = tree.Split(next.Copy, node.Column, node.Threshold);
            open.Push((node.First + 1, first + 1));
            open.Push((node.First, first));
        }
    }

    // Few rows cannot keep the processor busy with one tree, but several trees can.
    private void VisitRow<T>(ReadOnlySpan<float> row, int number, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        var keys = ArrayPool<int>.Shared.Rent(RowKeys.GroupLength(row.Length));
        var leaves = ArrayPool<int>.Shared.Rent(_roots.Length);
        RowKeys.Repeat(row, keys);
        NodeWalk.OneRow(_nodes, _roots, keys, leaves.AsSpan(0, _roots.Length));
        for (var tree = 0; tree < _count; tree++)
            sums.Add(number, tree, leaves.AsSpan(tree, 1), _values);
        ArrayPool<int>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(leaves);
    }
}
