namespace DarkMachines.Forests;

/// <summary>One grown tree.</summary>
/// <param name="nodes">The nodes, the root first; children come after their parent.</param>
/// <param name="leafShares">The class shares of the leaves, one after the other.</param>
/// <param name="classCount">Number of classes.</param>
internal sealed class Tree(TreeNode[] nodes, float[] leafShares, int classCount)
{
    /// <summary>Adds the class shares of the leaf that each row falls into.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="sums">Row-major, one sum a row and class.</param>
    public void AddShares(ReadOnlySpan<float> rows, int columns, Span<double> sums)
    {
        for (var start = 0; start < rows.Length; start += columns)
        {
            var shares = leafShares.AsSpan(Leaf(rows.Slice(start, columns)), classCount);
            for (var i = 0; i < shares.Length; i++)
                sums[i] += shares[i];
            sums = sums[classCount..];
        }
    }

    private int Leaf(ReadOnlySpan<float> row)
    {
        var node = nodes[0];
        while (!node.IsLeaf)
            node = nodes[node.Next + (row[node.Column] <= node.Threshold ? 0 : 1)];
        return node.Next;
    }
}
