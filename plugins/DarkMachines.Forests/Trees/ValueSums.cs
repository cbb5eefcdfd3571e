namespace DarkMachines.Forests.Trees;

/// <summary>Adds up the values of the leaves that each row falls into.</summary>
internal readonly ref struct ValueSums : ILeafSums
{
    private readonly ReadOnlySpan<float> _values;
    private readonly int _width;

    /// <summary>Begins with zero.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="sums">Room for the sums, row-major, one a row and value.</param>
    public ValueSums(TreeEnsemble trees, Span<double> sums)
    {
        _values = trees.Values;
        _width = trees.Width;
        Sums = sums;
        sums.Clear();
    }

    /// <summary>The sums.</summary>
    public Span<double> Sums { get; }

    /// <inheritdoc/>
    public void Add(int row, int tree, int leaf)
    {
        if (_width == 1)
        {
            Sums[row] += _values[leaf];
            return;
        }

        var values = _values.Slice(leaf * _width, _width);
        var sums = Sums.Slice(row * _width, _width);
        for (var k = 0; k < values.Length; k++)
            sums[k] += values[k];
    }
}
