namespace DarkMachines.Onnx.Trees;

/// <summary>Takes note of the leaves that rows fall into.</summary>
public interface ILeafSums
{
    /// <summary>Takes note of those of some rows in one tree.</summary>
    /// <param name="row">Number of the first row within its block.</param>
    /// <param name="tree">Number of the tree.</param>
    /// <param name="leaves">The leaf of each row.</param>
    /// <param name="values">The values of all leaves, one leaf after the other.</param>
    void Add(int row, int tree, scoped ReadOnlySpan<int> leaves, ReadOnlySpan<float> values);
}
