namespace DarkMachines.Linear;

/// <summary>
/// All that a linear regression needs of its training data, in standardised coordinates: correlations of the columns, and
/// of each column with each value. Its size does not grow with the rows.
/// </summary>
internal sealed class LeastSquares
{
    private LeastSquares(TrainingRows training, StandardisedRows points, StandardisedRows values, double[] correlations, double[] products)
    {
        Training = training;
        Points = points;
        Values = values;
        Correlations = correlations;
        Products = products;
    }

    public TrainingRows Training { get; }

    public StandardisedRows Points { get; }

    public StandardisedRows Values { get; }

    public int Columns => Points.ColumnCount;

    public int Outputs => Values.ColumnCount;

    /// <summary>Row-major, columns × columns.</summary>
    public double[] Correlations { get; }

    /// <summary>Row-major, outputs × columns: the mean product of standardised value and column.</summary>
    public double[] Products { get; }

    /// <exception cref="ArgumentException">There are not as many rows of values as points.</exception>
    /// <exception cref="UnusableDataException">There are no points, or a number is not finite.</exception>
    public static LeastSquares Of(FeatureTable points, FeatureTable values, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingValues.Check(points, values);
        var weighted = TrainingRows.Check(new FeatureTable(values.Features, values.Values.ToArray(), points.Weights.ToArray()));
        var x = new StandardisedRows(training, ColumnMoments.Of(training, context));
        var y = new StandardisedRows(weighted, ColumnMoments.Of(weighted, context));
        return new LeastSquares(training, x, y, Linear.Correlations.Of(x, context), CrossProducts(x, y, context));
    }

    /// <summary>
    /// The model with these coefficients, one after the other for each value, in standardised coordinates.
    /// </summary>
    /// <param name="coefficients">Row-major, outputs × columns.</param>
    /// <param name="freedom">For each value the number of coefficients that were free to follow it, the intercept left out.</param>
    public LinearModel Model(double[] coefficients, double[] freedom)
    {
        var inUnits = new double[coefficients.Length];
        var intercepts = new double[Outputs];
        var noise = new double[Outputs];
        for (var output = 0; output < Outputs; output++)
        {
            intercepts[output] = Values.Means[output];
            for (var j = 0; j < Columns; j++)
            {
                var place = output * Columns + j;
                inUnits[place] = coefficients[place] * Values.Spreads[output] / Points.Spreads[j];
                intercepts[output] -= inUnits[place] * Points.Means[j];
            }

            noise[output] = Noise(output, coefficients.AsSpan(output * Columns, Columns), freedom[output]);
        }

        return new LinearModel(Training.Table.Features, Values.Features, TrainingValues.Ranges(Training), inUnits, intercepts, noise);
    }

    /// <summary>The mean squared residual, in units of the value's variance, that coefficients leave.</summary>
    public double Residual(int output, ReadOnlySpan<double> coefficients)
    {
        var products = Products.AsSpan(output * Columns, Columns);
        var explained = 2 * Vectors.Dot(coefficients, products);
        for (var j = 0; j < Columns; j++)
            explained -= coefficients[j] * Vectors.Dot(coefficients, Correlations.AsSpan(j * Columns, Columns));
        return Math.Max(Values.IsConstant(output) ? 0 : 1 - explained, 0);
    }

    // A row of weight two counts as two rows.
    private double Noise(int output, ReadOnlySpan<double> coefficients, double freedom)
    {
        var left = Training.TotalWeight - freedom - 1;
        return left > 0
            ? Values.Spreads[output] * Math.Sqrt(Residual(output, coefficients) * Training.TotalWeight / left)
            : double.NaN;
    }

    private static double[] CrossProducts(StandardisedRows x, StandardisedRows y, FitContext context) =>
        RowSum.Over(x.Count, y.ColumnCount * x.ColumnCount, context, (start, end, sum) =>
        {
            var (points, values) = (new ColumnTile(x.ColumnCount), new ColumnTile(y.ColumnCount));
            x.Copy(start, end, points);
            y.Copy(start, end, values);
            var shares = new double[end - start];
            x.CopyShares(start, end, shares);
            for (var output = 0; output < y.ColumnCount; output++)
            {
                var value = values.Column(output);
                Vectors.Multiply(shares, value, value);
                for (var j = 0; j < x.ColumnCount; j++)
                    sum[output * x.ColumnCount + j] += Vectors.Dot(points.Column(j), value);
            }
        });
}
