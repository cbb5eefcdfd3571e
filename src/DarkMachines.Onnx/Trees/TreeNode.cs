namespace DarkMachines.Onnx.Trees;

/// <summary>A split, whose two children lie side by side, or a leaf.</summary>
/// <param name="Threshold">Rows with a value up to this go to the first child, others and NaN to the second; NaN in a leaf.</param>
/// <param name="Column">The column asked about; 0 in a leaf.</param>
/// <param name="First">Place of the first child; 0 in a leaf.</param>
public readonly record struct TreeNode(float Threshold, int Column, int First)
{
    /// <summary>A leaf.</summary>
    public static TreeNode Leaf => new(float.NaN, Column: 0, First: 0);

    /// <summary>True if there are no children.</summary>
    public bool IsLeaf => float.IsNaN(Threshold);
}
