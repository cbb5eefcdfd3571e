namespace DarkMachines.Forests.Trees;

/// <summary>Adds up the values of the leaves that each row falls into.</summary>
internal readonly ref struct ValueSums : ILeafSums
{
    private readonly int _width;

    /// <summary>Begins with zero.</summary>
    /// <param name="width">Number of values a leaf.</param>
    /// <param name="sums">Room for the sums, row-major, one a row and value.</param>
    public ValueSums(int width, Span<double> sums)
    {
        _width = width;
        Sums = sums;
        sums.Clear();
    }

    /// <summary>The sums.</summary>
    public Span<double> Sums { get; }

    /// <inheritdoc/>
    public void Add(int row, int tree, scoped ReadOnlySpan<int> leaves, ReadOnlySpan<float> values)
    {
        var sums = Sums.Slice(row * _width, leaves.Length * _width);
        if (_width == 1)
        {
            for (var i = 0; i < leaves.Length; i++)
                sums[i] += values[leaves[i]];
            return;
        }

        foreach (var leaf in leaves)
        {
            for (var k = 0; k < _width; k++)
                sums[k] += values[leaf * _width + k];
            sums = sums[_width..];
        }
    }
}
