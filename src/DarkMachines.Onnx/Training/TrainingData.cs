namespace DarkMachines.Onnx.Training;

/// <summary>What is known of each training row: values for every input of a network. Nothing is copied.</summary>
public sealed class TrainingData
{
    private readonly Dictionary<string, Source> _sources = new(StringComparer.Ordinal);
    private int? _rows;

    private delegate ReadOnlySpan<float> Values();

    /// <summary>Number of rows.</summary>
    public int Rows => _rows ?? 0;

    /// <summary>Adds the values of an input.</summary>
    /// <param name="input">Its name.</param>
    /// <param name="table">One row each.</param>
    /// <exception cref="ArgumentException">There is such an input already, or the number of rows is not that of the others.</exception>
    public TrainingData Add(string input, FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Add(input, table.RowCount, table.ColumnCount, () => table.Values);
    }

    /// <summary>Adds the values of an input.</summary>
    /// <param name="input">Its name.</param>
    /// <param name="values">Row-major values.</param>
    /// <param name="columns">Values of a row, at least 1.</param>
    /// <inheritdoc cref="Add(string, FeatureTable)"/>
    public TrainingData Add(string input, ReadOnlyMemory<float> values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length % columns != 0)
            throw new ArgumentException($"{values.Length} values do not fill rows of {columns}.", nameof(values));
        return Add(input, values.Length / columns, columns, () => values.Span);
    }

    /// <summary>Values of a row of an input.</summary>
    internal int Width(string input) => _sources.TryGetValue(input, out var source)
        ? source.Width
        : throw new ArgumentException($"There are no data for the input '{input}'; there are for {string.Join(", ", _sources.Keys)}.", nameof(input));

    /// <summary>Copies rows, one after the other.</summary>
    internal void Copy(string input, ReadOnlySpan<int> rows, Span<float> values)
    {
        var (width, read) = _sources[input];
        // Asked for once: for narrow rows that takes longer than copying one.
        var all = read();
        for (var i = 0; i < rows.Length; i++)
            all.Slice(rows[i] * width, width).CopyTo(values[(i * width)..]);
    }

    private TrainingData Add(string input, int rows, int width, Values read)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        if (_rows is { } others && others != rows)
            throw new ArgumentException($"The input '{input}' has {rows} rows, the others have {others}.", nameof(rows));
        if (!_sources.TryAdd(input, new Source(width, read)))
            throw new ArgumentException($"There are data for the input '{input}' already.", nameof(input));
        _rows = rows;
        return this;
    }

    private readonly record struct Source(int Width, Values Read);
}
