namespace DarkMachines;

/// <summary>
/// Rows of numbers with named columns: row-major float32, immutable, safe to share between threads.
/// The values may lie in an array or over a memory-mapped file.
/// </summary>
public sealed class FeatureTable
{
    private readonly ReadOnlyMemory<float> _values;
    private readonly ReadOnlyMemory<float> _weights;

    /// <summary>Makes a table over existing values; nothing is copied.</summary>
    /// <param name="features">The columns, at least one, with distinct names.</param>
    /// <param name="values">Row-major values, <c>rows × columns</c>.</param>
    /// <param name="weights">One weight a row, each finite and not negative; empty if the rows are not weighted.</param>
    /// <param name="rowShape">
    /// Shape of one row for images and sequences, such as <c>[3, 32, 32]</c>; its product is the number of columns.
    /// Null for a plain row.
    /// </param>
    /// <exception cref="ArgumentException">Names repeat, or the lengths do not fit together.</exception>
    public FeatureTable(
        IReadOnlyList<Feature> features,
        ReadOnlyMemory<float> values,
        ReadOnlyMemory<float> weights = default,
        IReadOnlyList<int>? rowShape = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Count == 0)
            throw new ArgumentException("A table needs at least one column.", nameof(features));
        if (features.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count() != features.Count)
            throw new ArgumentException("Two columns have the same name.", nameof(features));
        if (values.Length % features.Count != 0)
            throw new ArgumentException($"{values.Length} values do not fill rows of {features.Count} columns.", nameof(values));
        if (!weights.IsEmpty && weights.Length != values.Length / features.Count)
            throw new ArgumentException($"{weights.Length} weights for {values.Length / features.Count} rows.", nameof(weights));
        if (rowShape is not null && rowShape.Aggregate(1L, (product, n) => product * n) != features.Count)
            throw new ArgumentException($"A row of shape [{string.Join(", ", rowShape)}] does not have {features.Count} values.", nameof(rowShape));

        Features = [.. features];
        RowShape = rowShape is null ? [features.Count] : [.. rowShape];
        _values = values;
        _weights = weights;
        RowCount = values.Length / features.Count;
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Shape of one row; <c>[ColumnCount]</c> for a plain row.</summary>
    public IReadOnlyList<int> RowShape { get; }

    /// <summary>Number of rows; may be zero.</summary>
    public int RowCount { get; }

    /// <summary>Number of columns.</summary>
    public int ColumnCount => Features.Count;

    /// <summary>All values, row-major.</summary>
    public ReadOnlySpan<float> Values => _values.Span;

    /// <summary>True if the rows are weighted.</summary>
    public bool IsWeighted => !_weights.IsEmpty;

    /// <summary>One weight a row; empty if the rows are not weighted.</summary>
    public ReadOnlySpan<float> Weights => _weights.Span;

    /// <summary>One row.</summary>
    /// <param name="index">From 0 to <c>RowCount - 1</c>.</param>
    public ReadOnlySpan<float> Row(int index) => _values.Span.Slice(index * ColumnCount, ColumnCount);

    /// <summary>A range of rows, without a copy. The range keeps weights and shape.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many rows.</param>
    public FeatureTable SliceRows(int start, int count) => new(
        Features,
        _values.Slice(start * ColumnCount, count * ColumnCount),
        IsWeighted ? _weights.Slice(start, count) : default,
        RowShape);

    /// <summary>A copy of the named rows, in the order given; weights and shape come along.</summary>
    /// <param name="indices">Row numbers; one may occur several times.</param>
    public FeatureTable SelectRows(ReadOnlySpan<int> indices)
    {
        var values = new float[indices.Length * ColumnCount];
        var weights = IsWeighted ? new float[indices.Length] : [];
        for (var i = 0; i < indices.Length; i++)
        {
            Row(indices[i]).CopyTo(values.AsSpan(i * ColumnCount));
            if (IsWeighted)
                weights[i] = Weights[indices[i]];
        }

        return new FeatureTable(Features, values, weights, RowShape);
    }

    /// <summary>A copy with the named columns only, in the order given.</summary>
    /// <param name="names">Names of columns of this table.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public FeatureTable SelectColumns(IReadOnlyList<string> names)
    {
        var columns = names.Select(ColumnIndex).ToArray();
        var values = new float[RowCount * columns.Length];
        for (var row = 0; row < RowCount; row++)
        {
            var source = Row(row);
            for (var c = 0; c < columns.Length; c++)
                values[row * columns.Length + c] = source[columns[c]];
        }

        return new FeatureTable([.. columns.Select(c => Features[c])], values, _weights);
    }

    /// <summary>The place of a column.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public int ColumnIndex(string name)
    {
        for (var i = 0; i < Features.Count; i++)
        {
            if (Features[i].Name == name)
                return i;
        }

        throw new ArgumentException($"There is no column '{name}'; the columns are {string.Join(", ", Features.Select(f => f.Name))}.", nameof(name));
    }
}
