namespace DarkMachines.Onnx.Trees;

/// <summary>Adds up, for each target, the values of the leaves that rows fall into.</summary>
/// <param name="trees">The trees.</param>
/// <param name="sums">What is added to: row-major, one a row and target.</param>
public readonly ref struct ValueSums(TreeEnsemble trees, Span<double> sums) : ILeafSums
{
    private readonly Span<double> _sums = sums;

    /// <inheritdoc/>
    public void Add(int row, int tree, scoped ReadOnlySpan<int> leaves, ReadOnlySpan<float> values)
    {
        var (width, targets) = (trees.Width, trees.Targets);
        var sums = _sums.Slice(row * targets, leaves.Length * targets);
        if (targets == 1)
        {
            for (var i = 0; i < leaves.Length; i++)
                sums[i] += values[leaves[i]];
            return;
        }

        for (var place = trees.TargetOf(tree); !leaves.IsEmpty; place += targets, leaves = leaves[1..])
        {
            for (var k = 0; k < width; k++)
                sums[place + k] += values[leaves[0] * width + k];
        }
    }
}
