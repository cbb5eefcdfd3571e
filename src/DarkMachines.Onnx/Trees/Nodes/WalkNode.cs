namespace DarkMachines.Onnx.Trees;

/// <summary>
/// A split or a leaf, as rows meet it. A leaf leads to itself: it asks about what is above every key, and so every row
/// goes to the second of the children, the leaf.
/// </summary>
/// <param name="Key">Key of the threshold: rows with keys up to this go to the first child. In a leaf its number among the leaves.</param>
/// <param name="Offset">Where the column's keys lie within those of a group of rows; 0 in a leaf.</param>
/// <param name="First">Place of the first child; in a leaf one less than its own.</param>
internal readonly record struct WalkNode(int Key, int Offset, int First)
{
    /// <summary>True if there are no children.</summary>
    public bool IsLeaf => Offset == 0;

    /// <summary>The column asked about.</summary>
    public int Column => Offset / NodeWalk.Lanes - 1;

    /// <summary>Rows with a value up to this go to the first child.</summary>
    public float Threshold => RowKeys.ValueOf(Key);

    /// <summary>Makes a split.</summary>
    /// <param name="node">The same split of a tree as it was grown.</param>
    /// <param name="root">Place of the tree's root.</param>
    public static WalkNode Split(TreeNode node, int root) => new(RowKeys.Of(node.Threshold), (node.Column + 1) * NodeWalk.Lanes, root + node.First);

    /// <summary>Makes a leaf.</summary>
    /// <param name="number">Its number among the leaves.</param>
    /// <param name="place">Its place.</param>
    public static WalkNode Leaf(int number, int place) => new(number, Offset: 0, place - 1);
}
