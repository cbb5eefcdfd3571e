namespace DarkMachines.Linear;

/// <summary>Least squares with a quadratic penalty, by the principal directions of the columns.</summary>
internal static class SpectralSolution
{
    /// <summary>
    /// Solves (R + P) v = r for each value, with R the correlations and P a diagonal penalty.
    /// </summary>
    /// <param name="problem">The data.</param>
    /// <param name="penalties">One a column, not negative.</param>
    /// <param name="tolerance">Directions whose eigenvalue is at most this share of the greatest get no part.</param>
    public static LinearModel Solve(LeastSquares problem, double[] penalties, double tolerance = LinearRegressionOptions.DefaultTolerance)
    {
        var order = problem.Columns;
        var matrix = (double[])problem.Correlations.Clone();
        for (var j = 0; j < order; j++)
            matrix[j * order + j] += penalties[j];
        var (values, directions) = Correlations.Decompose(matrix, order);
        var least = tolerance * values.Max();
        var coefficients = new double[problem.Outputs * order];
        for (var k = 0; k < order; k++)
        {
            if (values[k] <= least)
                continue;
            var direction = directions.AsSpan(k * order, order);
            for (var output = 0; output < problem.Outputs; output++)
            {
                var share = Vectors.Dot(direction, problem.Products.AsSpan(output * order, order)) / values[k];
                Vectors.AddMultiple(share, direction, coefficients.AsSpan(output * order, order));
            }
        }

        var freedom = Freedom(problem.Correlations, values, directions, least);
        return problem.Model(coefficients, [.. Enumerable.Repeat(freedom, problem.Outputs)]);
    }

    // The trace of the matrix that turns values into predictions, Σₖ dₖᵀ R dₖ / λₖ.
    private static double Freedom(double[] correlations, double[] values, double[] directions, double least)
    {
        var order = values.Length;
        var freedom = 0.0;
        for (var k = 0; k < order; k++)
        {
            var direction = directions.AsSpan(k * order, order);
            for (var j = 0; j < order && values[k] > least; j++)
                freedom += direction[j] * Vectors.Dot(direction, correlations.AsSpan(j * order, order)) / values[k];
        }

        return freedom;
    }
}
