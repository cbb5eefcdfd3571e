namespace DarkMachines.Forests;

/// <summary>A split, whose two children lie side by side in the tree's array, or a leaf.</summary>
/// <param name="Threshold">Rows with a value up to this go to the first child.</param>
/// <param name="Column">The column asked about; -1 in a leaf.</param>
/// <param name="Next">Place of the first child; in a leaf, the first place of its class shares.</param>
internal readonly record struct TreeNode(float Threshold, int Column, int Next)
{
    /// <summary>True if there are no children.</summary>
    public bool IsLeaf => Column < 0;

    /// <summary>Makes a leaf.</summary>
    /// <param name="shares">The first place of its class shares.</param>
    public static TreeNode Leaf(int shares) => new(Threshold: 0, Column: -1, shares);
}
