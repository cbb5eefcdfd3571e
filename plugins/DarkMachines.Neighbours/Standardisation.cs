namespace DarkMachines.Neighbours;

/// <summary>Shifts and scales each column: (value − centre) / scale.</summary>
internal sealed class Standardisation
{
    private readonly double[] _centres;
    private readonly double[] _scales;

    private Standardisation(double[] centres, double[] scales)
    {
        _centres = centres;
        _scales = scales;
    }

    /// <summary>Natural logarithm of the product of the scales: that of the volume which has volume one afterwards.</summary>
    public double LogVolume => _scales.Sum(Math.Log);

    /// <summary>Leaves every value as it is.</summary>
    public static Standardisation None(int columns) => new(new double[columns], [.. Enumerable.Repeat(1.0, columns)]);

    /// <summary>Gives each column zero weighted mean and unit weighted standard deviation; a constant column is only shifted.</summary>
    public static Standardisation Learn(FeatureTable rows, ReadOnlySpan<int> used)
    {
        var centres = new double[rows.ColumnCount];
        var scales = new double[rows.ColumnCount];
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            // Moments about the first value lose no digits to a distant origin, and are exactly zero for a constant column.
            double origin = rows.Row(used[0])[column], total = 0, first = 0;
            foreach (var row in used)
            {
                double weight = rows.IsWeighted ? rows.Weights[row] : 1;
                total += weight;
                first += weight * (rows.Row(row)[column] - origin);
            }

            centres[column] = origin + first / total;
            double second = 0;
            foreach (var row in used)
            {
                double weight = rows.IsWeighted ? rows.Weights[row] : 1, shifted = rows.Row(row)[column] - centres[column];
                second += weight * shifted * shifted;
            }

            scales[column] = second > 0 ? Math.Sqrt(second / total) : 1;
        }

        return new Standardisation(centres, scales);
    }

    /// <summary>Standardises one row.</summary>
    public void Apply(ReadOnlySpan<float> row, Span<float> standardised)
    {
        for (var column = 0; column < row.Length; column++)
            standardised[column] = (float)((row[column] - _centres[column]) / _scales[column]);
    }
}
