namespace DarkMachines.Challenges;

/// <summary>Shifts and scales each column to mean zero and standard deviation one over the rows it was fitted on.</summary>
public sealed class Standardiser
{
    private readonly double[] _means;
    private readonly double[] _deviations;

    private Standardiser(double[] means, double[] deviations) => (_means, _deviations) = (means, deviations);

    /// <summary>Mean of each column.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Standard deviation (over n, not n − 1) of each column; one for a constant column.</summary>
    public ReadOnlySpan<double> Deviations => _deviations;

    /// <summary>Learns means and standard deviations.</summary>
    /// <param name="rows">Training rows, at least one.</param>
    public static Standardiser Fit(FeatureTable rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var means = new double[rows.ColumnCount];
        var deviations = new double[rows.ColumnCount];
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            var sum = 0.0;
            for (var row = 0; row < rows.RowCount; row++)
                sum += rows.Row(row)[column];
            var mean = sum / rows.RowCount;

            var squares = 0.0;
            for (var row = 0; row < rows.RowCount; row++)
                squares += Math.Pow(rows.Row(row)[column] - mean, 2);
            var deviation = Math.Sqrt(squares / rows.RowCount);

            means[column] = mean;
            deviations[column] = deviation > 0 ? deviation : 1;
        }

        return new Standardiser(means, deviations);
    }

    /// <summary>A standardised copy; weights and shape come along.</summary>
    /// <param name="rows">Rows with the columns that it was fitted on.</param>
    public FeatureTable Apply(FeatureTable rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = rows.Values.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var column = i % _means.Length;
            values[i] = (float)((values[i] - _means[column]) / _deviations[column]);
        }

        return new FeatureTable(rows.Features, values, rows.Weights.ToArray(), rows.RowShape);
    }
}
