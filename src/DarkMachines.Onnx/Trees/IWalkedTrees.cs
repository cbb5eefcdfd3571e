namespace DarkMachines.Onnx.Trees;

/// <summary>The trees of an ensemble in a form that rows pass through quickly.</summary>
internal interface IWalkedTrees
{
    /// <summary>Finds the leaves of a block of rows; each row meets the trees in their order.</summary>
    /// <param name="rows">Row-major, at most <see cref="TreeEnsemble.BlockRows"/>, with every column that is asked about.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="sums">Told of every leaf.</param>
    void Visit<T>(ReadOnlySpan<float> rows, int columns, ref T sums)
        where T : ILeafSums, allows ref struct;

    /// <summary>Gives a tree back, with all that is below a first child before all that is below the second.</summary>
    /// <param name="number">Number of the tree.</param>
    /// <param name="tree">A leaf, which becomes the tree.</param>
    void CopyTo(int number, Tree tree);
}
