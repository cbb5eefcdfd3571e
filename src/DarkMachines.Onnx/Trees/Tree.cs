using System.Runtime.InteropServices;

namespace DarkMachines.Onnx.Trees;

/// <summary>
/// A tree while it grows: the root first, children after their parent, and some values for each node, of which those of the
/// leaves count in the end.
/// </summary>
public sealed class Tree
{
    private readonly List<TreeNode> _nodes = [TreeNode.Leaf];
    private readonly List<float> _values;

    /// <summary>Starts with a leaf.</summary>
    /// <param name="width">Number of values a node, at least one.</param>
    /// <param name="target">Of the targets of an ensemble, the first that the values are of; those after it follow.</param>
    public Tree(int width, int target = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        (Width, Target) = (width, target);
        _values = [.. new float[width]];
    }

    /// <summary>Number of values a node.</summary>
    public int Width { get; }

    /// <summary>The first target that the values are of.</summary>
    public int Target { get; }

    /// <summary>The nodes.</summary>
    public ReadOnlySpan<TreeNode> Nodes => CollectionsMarshal.AsSpan(_nodes);

    /// <summary>Number of leaves: one more than there are splits.</summary>
    public int LeafCount => (_nodes.Count + 1) / 2;

    /// <summary>Makes a leaf a split.</summary>
    /// <param name="node">Its place.</param>
    /// <param name="column">The column asked about.</param>
    /// <param name="threshold">
    /// Rows with a value up to this go to the first child, others and NaN to the second. Rows are float32: of a float64
    /// threshold give the greatest float32 that is not greater.
    /// </param>
    /// <returns>Place of the first child, a leaf still; the second comes after it.</returns>
    /// <exception cref="ArgumentException">The node is no leaf, the column negative, or the threshold NaN.</exception>
    public int Split(int node, int column, float threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        if (float.IsNaN(threshold) || !_nodes[node].IsLeaf)
            throw new ArgumentException("A leaf is split at a number.", float.IsNaN(threshold) ? nameof(threshold) : nameof(node));
        var first = _nodes.Count;
        _nodes[node] = new TreeNode(threshold, column, first);
        _nodes.Add(TreeNode.Leaf);
        _nodes.Add(TreeNode.Leaf);
        CollectionsMarshal.SetCount(_values, Width * (first + 2));
        return first;
    }

    /// <summary>The values of a node, to be set; valid until the next split.</summary>
    /// <param name="node">Its place.</param>
    public Span<float> ValuesOf(int node) => CollectionsMarshal.AsSpan(_values).Slice(node * Width, Width);

    /// <summary>The leaf that a row falls into, plainly.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Its place.</returns>
    public int LeafOf(ReadOnlySpan<float> row)
    {
        var nodes = Nodes;
        var place = 0;
        while (!nodes[place].IsLeaf)
            place = nodes[place].First + (row[nodes[place].Column] <= nodes[place].Threshold ? 0 : 1);
        return place;
    }
}
