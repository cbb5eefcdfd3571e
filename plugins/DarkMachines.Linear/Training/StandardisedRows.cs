namespace DarkMachines.Linear;

/// <summary>Training rows with every column shifted to mean zero and divided by its standard deviation, made some at a time.</summary>
internal sealed class StandardisedRows
{
    private readonly TrainingRows _rows;
    private readonly double[] _inverseSpreads;
    private readonly bool[] _isConstant;

    public StandardisedRows(TrainingRows rows, ColumnMoments moments)
    {
        _rows = rows;
        Means = moments.Means;
        Spreads = [.. moments.Variances.Select(variance => variance > 0 ? Math.Sqrt(variance) : 1)];
        _isConstant = [.. moments.Variances.Select(variance => variance == 0)];
        _inverseSpreads = [.. Spreads.Select(spread => 1 / spread)];
    }

    public int Count => _rows.Count;

    public int ColumnCount => _rows.ColumnCount;

    public double TotalWeight => _rows.TotalWeight;

    public double[] Means { get; }

    /// <summary>The standard deviations; 1 for a constant column, which is then zero in every row.</summary>
    public double[] Spreads { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<Feature> Features => _rows.Table.Features;

    /// <summary>True for a column that has one value only.</summary>
    public bool IsConstant(int column) => _isConstant[column];

    /// <summary>The row's share of the total weight.</summary>
    public double Share(int row) => _rows.Weight(row) / _rows.TotalWeight;

    /// <summary>Writes rows into the first columns of a tile.</summary>
    public void Copy(int start, int end, ColumnTile tile)
    {
        tile.RowCount = end - start;
        var columns = ColumnCount;
        var values = _rows.Table.Values[(start * columns)..(end * columns)];
        for (var j = 0; j < columns; j++)
        {
            var column = tile.Column(j);
            double mean = Means[j], inverse = _inverseSpreads[j];
            for (int i = 0, place = j; i < column.Length; i++, place += columns)
                column[i] = (values[place] - mean) * inverse;
        }
    }

    /// <summary>Writes the shares of rows.</summary>
    public void CopyShares(int start, int end, Span<double> shares)
    {
        for (var i = start; i < end; i++)
            shares[i - start] = Share(i);
    }
}
