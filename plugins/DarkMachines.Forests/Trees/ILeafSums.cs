namespace DarkMachines.Forests.Trees;

/// <summary>Takes note of the leaves that rows fall into.</summary>
internal interface ILeafSums
{
    /// <summary>Takes note of one.</summary>
    /// <param name="row">Number of the row within its block.</param>
    /// <param name="tree">Number of the tree.</param>
    /// <param name="leaf">Place of the leaf among the nodes of all trees.</param>
    void Add(int row, int tree, int leaf);
}
