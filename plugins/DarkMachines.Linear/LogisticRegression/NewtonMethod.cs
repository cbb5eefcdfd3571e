namespace DarkMachines.Linear;

/// <summary>Newton's method for logistic regression: each step is halved until the function falls.</summary>
internal static class NewtonMethod
{
    private const int MostHalvings = 60;

    /// <summary>What rounding may do to the function's value, relative to 1 + value.</summary>
    private const double Rounding = 1e-13;

    /// <summary>
    /// The minimum; or, if <paramref name="maxIterations"/> steps do not reach it, or rounding stops the descent, the last point.
    /// </summary>
    public static LogisticPoint Minimise(LogisticObjective objective, double tolerance, int maxIterations, FitContext context)
    {
        var point = objective.At(new double[objective.ParameterCount]);
        for (var iteration = 0; iteration < maxIterations && point.LargestGradient > tolerance; iteration++)
        {
            context.Report((double)iteration / maxIterations, "Newton steps");
            if (Descend(objective, point, NewtonDirection.At(objective, point)) is not { } next)
                break;
            point = next;
        }

        return point;
    }

    // Armijo's condition: the function falls by a share of what its slope promises.
    private static LogisticPoint? Descend(LogisticObjective objective, LogisticPoint point, double[] direction)
    {
        var slope = Vectors.Dot(point.Gradient, direction);
        var length = 1.0;
        for (var halving = 0; halving < MostHalvings; halving++, length /= 2)
        {
            var next = objective.At([.. point.Parameters.Zip(direction, (p, d) => p + length * d)]);
            if (next.Value <= point.Value + 1e-4 * length * slope + Rounding * (1 + point.Value))
                return next;
        }

        return null;
    }
}
