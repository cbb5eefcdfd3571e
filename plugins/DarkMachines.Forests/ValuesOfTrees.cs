namespace DarkMachines.Forests;

/// <summary>Keeps the values of the leaf that each row falls into in each tree.</summary>
/// <param name="trees">Number of trees.</param>
/// <param name="width">Number of values a leaf.</param>
/// <param name="kept">Room for them, row-major, <c>rows × trees × width</c>.</param>
internal readonly ref struct ValuesOfTrees(int trees, int width, Span<double> kept) : ILeafSums
{
    /// <summary>The values.</summary>
    public Span<double> Kept { get; } = kept;

    /// <inheritdoc/>
    public void Add(int row, int tree, scoped ReadOnlySpan<int> leaves, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < leaves.Length; i++)
        {
            for (var k = 0; k < width; k++)
                Kept[((row + i) * trees + tree) * width + k] = values[leaves[i] * width + k];
        }
    }
}
