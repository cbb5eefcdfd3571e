namespace DarkMachines.Linear;

/// <summary>How rows spread around the means of their classes.</summary>
internal sealed class WithinClasses
{
    private readonly ColumnMoments[] _moments;

    private WithinClasses(ColumnMoments[] moments, double[] centre, double[] spreads, double[] correlations)
    {
        _moments = moments;
        Centre = centre;
        Spreads = spreads;
        Correlations = correlations;
    }

    public int Columns => Centre.Length;

    /// <summary>The mean of all rows.</summary>
    public double[] Centre { get; }

    /// <summary>The spread of each column around the means of the classes; 1 for a column without.</summary>
    public double[] Spreads { get; }

    /// <summary>The covariance around the means of the classes, in units of the spreads.</summary>
    public double[] Correlations { get; }

    /// <summary>The mean of a class from the mean of all, in units of the spreads.</summary>
    public double[] MeanOf(int classIndex) =>
        [.. _moments[classIndex].Means.Select((mean, j) => (mean - Centre[j]) / Spreads[j])];

    /// <exception cref="UnusableDataException">No column has spread within the classes.</exception>
    public static WithinClasses Of(TrainingRows rows, ClassLabels labels, double[] classWeights, FitContext context)
    {
        var moments = ColumnMoments.ByGroup(rows, classWeights, i => labels.Indices[i], context);
        var columns = rows.ColumnCount;
        var (centre, variances) = (new double[columns], new double[columns]);
        for (var k = 0; k < moments.Length; k++)
        {
            Vectors.AddMultiple(classWeights[k] / rows.TotalWeight, moments[k].Means, centre);
            Vectors.AddMultiple(classWeights[k] / rows.TotalWeight, moments[k].Variances, variances);
        }

        if (Array.TrueForAll(variances, variance => variance == 0))
        {
            throw new UnusableDataException(
                "Every column is constant within every class; normal distributions need some spread.", "Give more rows, or other columns.");
        }

        double[] spreads = [.. variances.Select(variance => variance > 0 ? Math.Sqrt(variance) : 1)];
        var covariance = Covariance(rows, labels, moments, spreads, context);
        var counted = classWeights.Count(weight => weight > 0);

        // Unbiased where weights count rows, as scikit-learn has it.
        var divisor = rows.TotalWeight > counted ? rows.TotalWeight - counted : rows.TotalWeight;
        for (var i = 0; i < covariance.Length; i++)
            covariance[i] /= divisor;
        return new WithinClasses(moments, centre, spreads, covariance);
    }

    private static double[] Covariance(TrainingRows rows, ClassLabels labels, ColumnMoments[] moments, double[] spreads, FitContext context)
    {
        var columns = rows.ColumnCount;
        var covariance = RowSum.Over(rows.Count, columns * columns, context, (start, end, sum) =>
        {
            var tile = new ColumnTile(columns) { RowCount = end - start };
            var weights = new double[end - start];
            for (var i = start; i < end; i++)
            {
                weights[i - start] = rows.Weight(i);
                var row = rows.Table.Row(i);
                var means = moments[labels.Indices[i]].Means;
                for (var j = 0; j < columns; j++)
                    tile.Column(j)[i - start] = (row[j] - means[j]) / spreads[j];
            }

            tile.AddProducts(weights, columns, sum, columns);
        });
        Vectors.MirrorLowerTriangle(covariance, columns);
        return covariance;
    }
}
