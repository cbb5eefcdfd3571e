using System.Runtime.InteropServices;

namespace DarkMachines.Forests.Trees;

/// <summary>A tree while it grows: the root first, children after their parent, and some values for each node.</summary>
/// <param name="width">Number of values a node.</param>
internal sealed class Tree(int width)
{
    private readonly List<TreeNode> _nodes = [TreeNode.Leaf(0)];
    private readonly List<float> _values = [.. new float[width]];

    /// <summary>The nodes.</summary>
    public ReadOnlySpan<TreeNode> Nodes => CollectionsMarshal.AsSpan(_nodes);

    /// <summary>The values of all nodes, one node after the other; those of splits mean nothing.</summary>
    public ReadOnlySpan<float> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>Makes a leaf a split.</summary>
    /// <param name="node">Its place.</param>
    /// <param name="column">The column asked about.</param>
    /// <param name="threshold">Rows with a value up to this go to the first child.</param>
    /// <returns>Place of the first child, a leaf still; the second comes after it.</returns>
    public int Split(int node, int column, float threshold)
    {
        var first = _nodes.Count;
        _nodes[node] = new TreeNode(threshold, column, first);
        _nodes.Add(TreeNode.Leaf(first));
        _nodes.Add(TreeNode.Leaf(first + 1));
        CollectionsMarshal.SetCount(_values, width * (first + 2));
        return first;
    }

    /// <summary>The values of a node, to be set.</summary>
    /// <param name="node">Its place.</param>
    public Span<float> ValuesOf(int node) => CollectionsMarshal.AsSpan(_values).Slice(node * width, width);

    /// <summary>Most splits between the root and a leaf.</summary>
    public int Depth()
    {
        var depths = new int[_nodes.Count];
        for (var node = 0; node < _nodes.Count; node++)
        {
            if (!_nodes[node].IsLeaf)
                depths[_nodes[node].First] = depths[_nodes[node].First + 1] = depths[node] + 1;
        }

        return depths.Max();
    }
}
