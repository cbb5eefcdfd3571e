namespace DarkMachines.Data;

/// <summary>
/// Reads a table from its beginning to its end, some rows at a time, so that the memory needed does not grow with the
/// number of rows. The tables are those of <see cref="TableFile"/>; only an array in Fortran order, of whole numbers, or of
/// more than 32 768 columns is read as a whole.
/// </summary>
public abstract class TableReader : IDisposable
{
    private readonly IDisposable[] _owned;

    // What is given last is closed first.
    private protected TableReader(IReadOnlyList<string> names, bool hasNames, params IDisposable[] owned) =>
        (Names, HasNames, _owned) = (names, hasNames, owned);

    /// <summary>Names of the columns, in the file's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True if the names are the file's; false if they are numbered <c>x0</c>, <c>x1</c> and so on.</summary>
    public bool HasNames { get; }

    /// <summary>The share of the table that was read, between 0 and 1.</summary>
    public abstract double Share { get; }

    /// <summary>Opens a table.</summary>
    /// <param name="specification">The path, of an NPZ file with <c>#</c> and the array's name.</param>
    /// <exception cref="UserInputException">As for <see cref="TableFile.Read"/>.</exception>
    public static TableReader Open(string specification)
    {
        ArgumentException.ThrowIfNullOrEmpty(specification);
        return TableFile.IsText(specification) ? new CsvReader(specification)
            : NpyReader.TryOpen(specification) ?? (TableReader)new WholeTableReader(TableFile.Read(specification).Rows);
    }

    /// <summary>Reads the next rows.</summary>
    /// <param name="columns">The columns wanted, as places in <see cref="Names"/>; what stands in others does not matter.</param>
    /// <param name="rows">Filled row-major with whole rows of those columns; NaN where a value is missing.</param>
    /// <returns>The number of rows; 0 at the end.</returns>
    /// <exception cref="UserInputException">The file is damaged, or a value is no number; the message gives the line.</exception>
    public abstract int Read(ReadOnlySpan<int> columns, Span<float> rows);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
            owned.Dispose();
        GC.SuppressFinalize(this);
    }
}
