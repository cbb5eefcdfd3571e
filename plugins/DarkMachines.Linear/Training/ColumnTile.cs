namespace DarkMachines.Linear;

/// <summary>
/// Some rows with their columns one after another, so that sums over rows run along contiguous memory; small enough to
/// stay in the processor's cache.
/// </summary>
internal sealed class ColumnTile
{
    private readonly double[] _values;
    private readonly double[] _scaled = new double[RowSum.RowsInStep];

    /// <param name="columns">Columns of the tile.</param>
    public ColumnTile(int columns) => _values = new double[columns * RowSum.RowsInStep];

    /// <summary>Rows that the tile holds.</summary>
    public int RowCount { get; set; }

    /// <summary>One column: as many values as rows.</summary>
    public Span<double> Column(int column) => _values.AsSpan(column * RowSum.RowsInStep, RowCount);

    /// <summary>Adds Σᵢ weightᵢ columnⱼ columnₖ to a lower triangle.</summary>
    /// <param name="weights">One weight a row.</param>
    /// <param name="columns">The first columns of the tile, which the matrix is for.</param>
    /// <param name="matrix">A row-major matrix; its block at the beginning is added to.</param>
    /// <param name="stride">Values from one line of the matrix to the next.</param>
    /// <param name="isWhole">True to add to the whole block and not its lower triangle alone.</param>
    public void AddProducts(ReadOnlySpan<double> weights, int columns, Span<double> matrix, int stride, bool isWhole = false)
    {
        var scaled = _scaled.AsSpan(0, RowCount);
        for (var j = 0; j < columns; j++)
        {
            Vectors.Multiply(weights, Column(j), scaled);
            var line = matrix.Slice(j * stride, isWhole ? columns : j + 1);
            for (var k = 0; k < line.Length; k++)
                line[k] += Vectors.Dot(scaled, Column(k));
        }
    }
}
