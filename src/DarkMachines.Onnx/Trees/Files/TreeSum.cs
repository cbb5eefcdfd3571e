namespace DarkMachines.Onnx.Trees;

/// <summary>What an operator for tree ensembles computes: the sum, or mean, over the trees of what their leaves give.</summary>
/// <param name="Trees">The trees.</param>
/// <param name="IsMean">True for the mean, false for the sum.</param>
/// <param name="BaseValues">One value a target that is added in the end; none for zeros.</param>
/// <param name="IsOfPair">True if the sum is the second of two probabilities, and the operator gives both.</param>
internal sealed record TreeSum(TreeEnsemble Trees, bool IsMean, IReadOnlyList<float> BaseValues, bool IsOfPair = false)
{
    /// <summary>The sums of rows.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="outputs">Filled row-major, one a row and target.</param>
    public void Write(ReadOnlySpan<float> rows, int columns, Span<float> outputs) =>
        Trees.Answer(rows, columns, start: [], outputs, Finish);

    private void Finish(Span<double> sums, Span<float> outputs)
    {
        var divisor = IsMean ? Trees.Count : 1;
        for (var i = 0; i < sums.Length; i++)
            outputs[i] = (float)(sums[i] / divisor + (BaseValues.Count == 0 ? 0 : BaseValues[i % BaseValues.Count]));
    }
}
