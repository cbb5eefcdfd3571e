using System.Buffers;

namespace DarkMachines.Forests.Trees;

/// <summary>
/// Shallow trees filled up to one depth, so that the children of node i are 2i and 2i + 1 and need not be stored: the root
/// is 1, and a leaf that came early is repeated below.
/// </summary>
internal sealed class CompleteTrees
{
    private const int MaxDepth = 12;
    private const int MostPlacesANode = 4;

    private readonly CompleteNode[] _nodes;
    private readonly float[] _values;
    private readonly int _count;
    private readonly int _depth;
    private readonly int _width;

    private CompleteTrees(IReadOnlyList<Tree> trees, int depth, int width)
    {
        (_count, _depth, _width) = (trees.Count, depth, width);
        _nodes = new CompleteNode[trees.Count << depth];
        _values = new float[_nodes.Length * width];
        for (var tree = 0; tree < trees.Count; tree++)
            Fill(tree, trees[tree], place: 1, from: 0);
    }

    /// <summary>The trees filled up, or null if they are too deep or uneven for it to pay.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="depth">Most splits between a root and a leaf.</param>
    /// <param name="width">Number of values a node.</param>
    public static CompleteTrees? From(IReadOnlyList<Tree> trees, int depth, int width) =>
        depth <= MaxDepth && (long)trees.Count << depth <= MostPlacesANode * trees.Sum(tree => (long)tree.Nodes.Length)
            ? new CompleteTrees(trees, depth, width)
            : null;

    /// <inheritdoc cref="TreeEnsemble.Visit"/>
    public void Visit<T>(ReadOnlySpan<float> rows, int columns, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        const int lanes = CompleteWalk.Lanes;
        var count = rows.Length / columns;
        var groups = (count + lanes - 1) / lanes;
        var keys = ArrayPool<int>.Shared.Rent(groups * lanes * columns);
        RowKeys.Write(rows, columns, keys);
        Span<int> leaves = stackalloc int[groups * lanes];
        for (var tree = 0; tree < _count; tree++)
        {
            for (var group = 0; group < groups; group++)
                CompleteWalk.Group(_nodes.AsSpan(tree << _depth, 1 << _depth), _depth, keys.AsSpan(group * lanes * columns), leaves.Slice(group * lanes, lanes));
            sums.Add(0, tree, leaves[..count], _values.AsSpan((tree << _depth) * _width, _width << _depth));
        }

        ArrayPool<int>.Shared.Return(keys);
    }

    private void Fill(int tree, Tree grown, int place, int from)
    {
        if (place >= 1 << _depth)
        {
            var leaf = (tree << _depth) + place - (1 << _depth);
            grown.ValuesOf(from).CopyTo(_values.AsSpan(leaf * _width));
            return;
        }

        // Below a leaf either way leads to the same values.
        var node = grown.Nodes[from];
        _nodes[(tree << _depth) + place] = node.IsLeaf ? default : CompleteNode.Split(node);
        Fill(tree, grown, 2 * place, node.IsLeaf ? from : node.First);
        Fill(tree, grown, 2 * place + 1, node.IsLeaf ? from : node.First + 1);
    }
}
