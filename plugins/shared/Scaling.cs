namespace DarkMachines.Geometry;

/// <summary>
/// Moves rows into the space where distances are measured: z = L⁻¹ (x − c), with L diagonal or lower triangular.
/// Computed in double, rounded once.
/// </summary>
internal sealed class Scaling
{
    private const int MostColumnsOnStack = 256;

    // A column that keeps no more than this share of its variance after the columns before it follows from them.
    private const double LeastOwnShare = 1e-10;

    private readonly double[] _centres;

    // L: its diagonal, or its lines one after another.
    private readonly double[] _factor;

    private Scaling(double[] centres, double[] factor, bool isDiagonal)
    {
        _centres = centres;
        _factor = factor;
        IsDiagonal = isDiagonal;
    }

    /// <summary>Number of columns.</summary>
    public int Columns => _centres.Length;

    /// <summary>True if columns are only shifted and scaled.</summary>
    public bool IsDiagonal { get; }

    /// <summary>What is taken from each column.</summary>
    public ReadOnlySpan<double> Centres => _centres;

    /// <summary>Natural logarithm of the volume, in the columns' units, that has volume one afterwards: ln det L.</summary>
    public double LogVolume => Enumerable.Range(0, Columns).Sum(column => Math.Log(Factor(column, column)));

    /// <summary>Leaves every value as it is.</summary>
    public static Scaling None(int columns) => new(new double[columns], [.. Enumerable.Repeat(1.0, columns)], isDiagonal: true);

    /// <summary>Gives each column zero weighted mean and unit weighted standard deviation; a constant column is only shifted.</summary>
    public static Scaling Standardise(TrainingRows rows)
    {
        var means = Means(rows);
        var spreads = new double[rows.ColumnCount];
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows.Table.Row(row);
            for (var column = 0; column < spreads.Length; column++)
            {
                var shifted = values[column] - means[column];
                spreads[column] += rows.Weight(row) * shifted * shifted;
            }
        }

        foreach (ref var spread in spreads.AsSpan())
            spread = spread > 0 ? Math.Sqrt(spread / rows.TotalWeight) : 1;
        return new Scaling(means, spreads, isDiagonal: true);
    }

    /// <summary>Makes the columns uncorrelated with unit spread: L is the Cholesky factor of the weighted covariance (divided by the total weight).</summary>
    /// <exception cref="UnusableDataException">A column is constant, or follows from those before it.</exception>
    public static Scaling Whiten(TrainingRows rows)
    {
        var columns = rows.ColumnCount;
        var means = Means(rows);
        var factor = Covariance(rows, means);
        for (var j = 0; j < columns; j++)
        {
            var variance = factor[j * columns + j];
            for (var i = 0; i <= j; i++)
            {
                var rest = factor[j * columns + i];
                for (var k = 0; k < i; k++)
                    rest -= factor[j * columns + k] * factor[i * columns + k];
                if (i < j)
                    factor[j * columns + i] = rest / factor[i * columns + i];
                else if (rest > LeastOwnShare * variance)
                    factor[j * columns + j] = Math.Sqrt(rest);
                else
                    throw Dependent(rows.Table.Features[j].Name);
            }
        }

        return new Scaling(means, factor, isDiagonal: false);
    }

    /// <summary>The same with all lengths in units of a number.</summary>
    public Scaling InUnitsOf(double unit) => new(_centres, [.. _factor.Select(value => value * unit)], IsDiagonal);

    /// <summary>Element of L.</summary>
    public double Factor(int line, int column) => !IsDiagonal ? _factor[line * Columns + column] : line == column ? _factor[line] : 0;

    /// <summary>Moves rows.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="moved">Filled with as many rows.</param>
    public void Apply(ReadOnlySpan<float> rows, Span<float> moved)
    {
        var columns = Columns;
        Span<double> point = columns <= MostColumnsOnStack ? stackalloc double[columns] : new double[columns];
        for (var start = 0; start < rows.Length; start += columns)
        {
            for (var j = 0; j < columns; j++)
            {
                var rest = rows[start + j] - _centres[j];
                if (IsDiagonal)
                {
                    point[j] = rest / _factor[j];
                }
                else
                {
                    var line = _factor.AsSpan(j * columns, j + 1);
                    for (var i = 0; i < j; i++)
                        rest -= line[i] * point[i];
                    point[j] = rest / line[j];
                }

                moved[start + j] = (float)point[j];
            }
        }
    }

    // Means about the first row that counts lose no digits to a distant origin, and are exact for a constant column.
    private static double[] Means(TrainingRows rows)
    {
        var first = 0;
        while (!(rows.Weight(first) > 0))
            first++;
        var origin = rows.Table.Row(first);
        var means = new double[rows.ColumnCount];
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows.Table.Row(row);
            for (var column = 0; column < means.Length; column++)
                means[column] += rows.Weight(row) * ((double)values[column] - origin[column]);
        }

        for (var column = 0; column < means.Length; column++)
            means[column] = origin[column] + means[column] / rows.TotalWeight;
        return means;
    }

    private static double[] Covariance(TrainingRows rows, double[] means)
    {
        var columns = rows.ColumnCount;
        var covariance = new double[columns * columns];
        var shifted = new double[columns];
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows.Table.Row(row);
            for (var j = 0; j < columns; j++)
            {
                shifted[j] = values[j] - means[j];
                var share = rows.Weight(row) / rows.TotalWeight * shifted[j];
                for (var i = 0; i <= j; i++)
                    covariance[j * columns + i] += share * shifted[i];
            }
        }

        return covariance;
    }

    private static UnusableDataException Dependent(string column) => new(
        $"Column '{column}' is constant over the training rows or follows from the columns before it; whitening needs spread in every direction.",
        "Leave out the column, or measure distances without whitening.");
}
