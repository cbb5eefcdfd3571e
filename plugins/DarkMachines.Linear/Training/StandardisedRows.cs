namespace DarkMachines.Linear;

/// <summary>Training rows with every column shifted to mean zero and divided by its standard deviation, made one at a time.</summary>
internal sealed class StandardisedRows
{
    private readonly TrainingRows _rows;

    public StandardisedRows(TrainingRows rows, ColumnMoments moments)
    {
        _rows = rows;
        Means = moments.Means;
        Spreads = [.. moments.Variances.Select(variance => variance > 0 ? Math.Sqrt(variance) : 1)];
    }

    public int Count => _rows.Count;

    public int ColumnCount => _rows.ColumnCount;

    public double TotalWeight => _rows.TotalWeight;

    public double[] Means { get; }

    /// <summary>The standard deviations; 1 for a constant column, which is then zero in every row.</summary>
    public double[] Spreads { get; }

    /// <summary>The row's share of the total weight.</summary>
    public double Share(int row) => _rows.Weight(row) / _rows.TotalWeight;

    /// <summary>Writes a row into the first places of a buffer.</summary>
    public void Copy(int row, double[] standardised)
    {
        var values = _rows.Table.Row(row);
        for (var j = 0; j < values.Length; j++)
            standardised[j] = (values[j] - Means[j]) / Spreads[j];
    }
}
