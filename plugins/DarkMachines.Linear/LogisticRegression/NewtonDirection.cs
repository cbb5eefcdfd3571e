using MathNet.Numerics.Providers.LinearAlgebra;

namespace DarkMachines.Linear;

/// <summary>
/// Solves Hessian × direction = −gradient: by Cholesky factors while the matrix is small, which no correlation between
/// columns slows down; by preconditioned conjugate gradients (Nocedal and Wright, Numerical Optimization, 2nd ed.,
/// algorithms 5.3 and 7.1), which need no matrix, when it is large.
/// </summary>
internal static class NewtonDirection
{
    private const int MostConjugateSteps = 500;

    // Added to the diagonal, so that rounding cannot cost the matrix its definiteness, nor a column without any curvature.
    // They change the way to the minimum, not the minimum.
    private const double RelativeDamping = 1e-12;
    private const double AbsoluteDamping = 1e-20;

    /// <summary>Least curvature that the preconditioner believes; its natural size is one.</summary>
    private const double LeastCurvature = 1e-10;

    public static double[] At(LogisticObjective objective, LogisticPoint point) =>
        objective.HasHessian ? ByCholesky(point) : ByConjugateGradients(objective, point);

    // The managed provider by name: the library's default depends on what the machine has installed.
    private static double[] ByCholesky(LogisticPoint point)
    {
        var order = point.Parameters.Length;
        var matrix = (double[])point.Curvature.Clone();
        for (var p = 0; p < order; p++)
            matrix[p * order + p] = (1 + RelativeDamping) * matrix[p * order + p] + AbsoluteDamping;
        var direction = point.Gradient.Select(g => -g).ToArray();
        ManagedLinearAlgebraProvider.Instance.CholeskySolve(matrix, order, direction, 1);
        return direction;
    }

    private static double[] ByConjugateGradients(LogisticObjective objective, LogisticPoint point)
    {
        var direction = new double[objective.ParameterCount];
        var residual = point.Gradient.Select(g => -g).ToArray();
        var conditioned = Precondition(residual, point.Curvature);
        var search = conditioned;
        var size = Vectors.Dot(residual, conditioned);
        var enough = size * Math.Min(0.25, point.LargestGradient);
        for (var step = 0; step < MostConjugateSteps && size > enough; step++)
        {
            var bent = objective.HessianTimes(point, search);
            var length = size / Math.Max(Vectors.Dot(search, bent), LeastCurvature * Vectors.Dot(search, search));
            Vectors.AddMultiple(length, search, direction);
            Vectors.AddMultiple(-length, bent, residual);
            conditioned = Precondition(residual, point.Curvature);
            var newSize = Vectors.Dot(residual, conditioned);
            search = [.. conditioned.Zip(search, (c, s) => c + newSize / size * s)];
            size = newSize;
        }

        return direction;
    }

    private static double[] Precondition(double[] residual, double[] curvature) =>
        [.. residual.Zip(curvature, (r, c) => r / Math.Max(c, LeastCurvature))];
}
