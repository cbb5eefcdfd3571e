namespace DarkMachines.Linear;

/// <summary>The training rows that count, in double precision, with the means of the columns taken away.</summary>
internal sealed class CentredPoints
{
    private readonly double[] _values;

    private CentredPoints(double[] values, int columns, double[] weights)
    {
        _values = values;
        Columns = columns;
        Weights = weights;
    }

    public int Columns { get; }

    public int Count => _values.Length / Columns;

    public double[] Weights { get; }

    public ReadOnlySpan<double> this[int point] => _values.AsSpan(point * Columns, Columns);

    public static CentredPoints Of(TrainingRows training, double[] means)
    {
        var rows = training.ThatCount();
        var columns = training.ColumnCount;
        var values = new double[rows.Length * columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = training.Table.Row(rows[i / columns])[i % columns] - means[i % columns];
        return new CentredPoints(values, columns, [.. rows.Select(training.Weight)]);
    }

    /// <summary>The values of some points, row-major.</summary>
    public double[] Select(int[] points)
    {
        var selected = new double[points.Length * Columns];
        for (var i = 0; i < points.Length; i++)
            this[points[i]].CopyTo(selected.AsSpan(i * Columns));
        return selected;
    }
}
