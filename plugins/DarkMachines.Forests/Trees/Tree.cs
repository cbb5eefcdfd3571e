using System.Runtime.InteropServices;

namespace DarkMachines.Forests.Trees;

/// <summary>A tree while it grows: the root first, children after their parent, and some values for each node.</summary>
/// <param name="width">Number of values a node.</param>
internal sealed class Tree(int width)
{
    private readonly List<TreeNode> _nodes = [TreeNode.Leaf];
    private readonly List<float> _values = [.. new float[width]];

    /// <summary>The nodes.</summary>
    public ReadOnlySpan<TreeNode> Nodes => CollectionsMarshal.AsSpan(_nodes);

    /// <summary>Number of leaves: one more than there are splits.</summary>
    public int LeafCount => (_nodes.Count + 1) / 2;

    /// <summary>Makes a leaf a split.</summary>
    /// <param name="node">Its place.</param>
    /// <param name="column">The column asked about.</param>
    /// <param name="threshold">Rows with a value up to this go to the first child.</param>
    /// <returns>Place of the first child, a leaf still; the second comes after it.</returns>
    public int Split(int node, int column, float threshold)
    {
        var first = _nodes.Count;
        _nodes[node] = new TreeNode(threshold, column, first);
        _nodes.Add(TreeNode.Leaf);
        _nodes.Add(TreeNode.Leaf);
        CollectionsMarshal.SetCount(_values, width * (first + 2));
        return first;
    }

    /// <summary>The values of a node, to be set.</summary>
    /// <param name="node">Its place.</param>
    public Span<float> ValuesOf(int node) => CollectionsMarshal.AsSpan(_values).Slice(node * width, width);

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
