namespace DarkMachines.Forests.Trees;

/// <summary>
/// A split, whose two children lie side by side, or a leaf. A leaf leads to itself: nothing is at or below its
/// threshold, NaN, and so every row goes to the second of the children, the leaf.
/// </summary>
/// <param name="Threshold">Rows with a value up to this go to the first child, others and NaN to the second; NaN in a leaf.</param>
/// <param name="Column">The column asked about; 0 in a leaf.</param>
/// <param name="First">Place of the first child; in a leaf one less than its own.</param>
internal readonly record struct TreeNode(float Threshold, int Column, int First)
{
    /// <summary>True if there are no children.</summary>
    public bool IsLeaf => float.IsNaN(Threshold);

    /// <summary>Makes a leaf.</summary>
    /// <param name="place">Its own place.</param>
    public static TreeNode Leaf(int place) => new(float.NaN, Column: 0, place - 1);

    /// <summary>The same node when its tree begins at another place.</summary>
    /// <param name="places">How far it moves.</param>
    public TreeNode MovedBy(int places) => this with { First = First + places };
}
