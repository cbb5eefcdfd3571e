namespace DarkMachines.Linear;

/// <summary>
/// Newton's method for a convex function of many parameters: each step solves the Newton equations by preconditioned
/// conjugate gradients (Nocedal and Wright, Numerical Optimization, 2nd ed., algorithms 5.3 and 7.1), only as exactly as
/// the distance from the minimum deserves, and is halved until the function falls.
/// </summary>
internal static class TruncatedNewton
{
    private const int MostHalvings = 60;
    private const int MostSolverSteps = 500;

    /// <summary>Keeps the preconditioner finite where rows far from the boundary leave no curvature.</summary>
    private const double LeastCurvature = 1e-10;

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
            if (Descend(objective, point, Direction(objective, point)) is not { } next)
                break;
            point = next;
        }

        return point;
    }

    private static LogisticPoint? Descend(LogisticObjective objective, LogisticPoint point, double[] direction)
    {
        var slope = Dot(point.Gradient, direction);
        var length = 1.0;
        for (var halving = 0; halving < MostHalvings; halving++, length /= 2)
        {
            var next = objective.At([.. point.Parameters.Zip(direction, (p, d) => p + length * d)]);
            if (next.Value <= point.Value + 1e-4 * length * slope + Rounding * (1 + point.Value))
                return next;
        }

        return null;
    }

    // Conjugate gradients for Hessian × direction = −gradient, from zero.
    private static double[] Direction(LogisticObjective objective, LogisticPoint point)
    {
        var direction = new double[objective.ParameterCount];
        var residual = point.Gradient.Select(g => -g).ToArray();
        var conditioned = Precondition(residual, point.Curvature);
        var search = conditioned;
        var size = Dot(residual, conditioned);
        var enough = size * Math.Min(0.25, point.LargestGradient);
        for (var step = 0; step < MostSolverSteps && size > enough; step++)
        {
            var bent = objective.HessianTimes(point, search);
            var curvature = Dot(search, bent);
            if (!(curvature > 0))
                break;
            var length = size / curvature;
            for (var p = 0; p < direction.Length; p++)
            {
                direction[p] += length * search[p];
                residual[p] -= length * bent[p];
            }

            conditioned = Precondition(residual, point.Curvature);
            var newSize = Dot(residual, conditioned);
            search = [.. conditioned.Zip(search, (c, s) => c + newSize / size * s)];
            size = newSize;
        }

        // No curvature at all along the very first direction: go down the slope.
        return Dot(direction, direction) > 0 ? direction : search;
    }

    private static double[] Precondition(double[] residual, double[] curvature) =>
        [.. residual.Zip(curvature, (r, c) => r / Math.Max(c, LeastCurvature))];

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
