using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DarkMachines.Mixtures.Numerics;

namespace DarkMachines.Mixtures;

/// <summary>The numbers of a mixture in scaled columns, and its log densities there.</summary>
/// <param name="Weights">Weight of each component; they add to one.</param>
/// <param name="Means">Mean of each component, one after another.</param>
/// <param name="Factors">
/// For each component F with FᵀF the inverse of its covariance: the lines of a lower triangle one after another, or the
/// diagonal.
/// </param>
/// <param name="Offsets">Log density of each component at its own mean, plus the logarithm of its weight.</param>
internal sealed record Mixture(double[] Weights, double[] Means, double[][] Factors, double[] Offsets)
{
    /// <summary>Number of components.</summary>
    public int Count => Weights.Length;

    /// <summary>Number of columns.</summary>
    public int Columns => Means.Length / Count;

    /// <summary>The mean of a component.</summary>
    public ReadOnlySpan<double> Mean(int component) => Means.AsSpan(component * Columns, Columns);

    /// <summary>Makes a mixture.</summary>
    /// <param name="weights">Weight of each component.</param>
    /// <param name="means">Mean of each component.</param>
    /// <param name="covariances">For each component the lines of the lower triangle of its covariance, or its diagonal.</param>
    /// <exception cref="UnusableDataException">A covariance is not positive definite.</exception>
    public static Mixture Of(double[] weights, double[] means, IReadOnlyList<double[]> covariances)
    {
        var columns = means.Length / weights.Length;
        var factors = new double[weights.Length][];
        var offsets = new double[weights.Length];
        for (var k = 0; k < factors.Length; k++)
        {
            (factors[k], var logDeterminant) = k > 0 && covariances[k] == covariances[k - 1]
                ? (factors[k - 1], LogDeterminant(factors[k - 1], columns))
                : Invert(covariances[k], columns);
            offsets[k] = Math.Log(weights[k]) + logDeterminant - 0.5 * columns * Math.Log(2 * Math.PI);
        }

        return new Mixture(weights, means, factors, offsets);
    }

    /// <summary>Log densities of the points of a block.</summary>
    /// <param name="block">The points.</param>
    /// <param name="components">Filled with the logarithm of each component's part of the density, 64 numbers a component.</param>
    /// <param name="densities">Filled with the logarithm of the density of each point.</param>
    public void LogDensities(PointBlock block, Span<double> components, Span<double> densities)
    {
        for (var k = 0; k < Count; k++)
        {
            var own = components.Slice(k * PointBlock.Points, PointBlock.Points);
            block.SquaredDistances(Mean(k), Factors[k], own);
            var offset = Vector512.Create(Offsets[k]);
            for (var p = 0; p < block.Filled; p += Vector512<double>.Count)
                (offset - 0.5 * Vector512.Create<double>(own[p..])).CopyTo(own[p..]);
        }

        LogSumExp(components, Count, block.Filled, densities);
    }

    /// <summary>The logarithm of the sum of exponentials, after the greatest has been taken out of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LogSumExp(ReadOnlySpan<double> terms, int count, int points, Span<double> sums)
    {
        for (var p = 0; p < points; p += Vector512<double>.Count)
        {
            var greatest = Vector512.Create(terms[p..]);
            for (var k = 1; k < count; k++)
                greatest = Vector512.Max(greatest, Vector512.Create(terms[(k * PointBlock.Points + p)..]));
            var sum = Vector512<double>.Zero;
            for (var k = 0; k < count; k++)
                sum += Vector512.Exp(Vector512.Create(terms[(k * PointBlock.Points + p)..]) - greatest);
            (greatest + Vector512.Log(sum)).CopyTo(sums[p..]);
        }
    }

    // F = L⁻¹ of the Cholesky factor L, and ln det F.
    private static (double[] Factor, double LogDeterminant) Invert(double[] covariance, int columns)
    {
        double[] factor;
        if (covariance.Length == columns && columns > 1)
        {
            factor = [.. covariance.Select(variance => 1 / Math.Sqrt(variance))];
        }
        else
        {
            factor = Triangle.Inverse(Triangle.Cholesky(covariance, columns), columns);
        }

        var logDeterminant = LogDeterminant(factor, columns);
        return double.IsFinite(logDeterminant) ? (factor, logDeterminant) : throw new UnusableDataException(
            "The covariance of a component is not positive definite: its rows follow one another too closely.",
            "Raise the option 'variance-floor', choose fewer components, or leave out columns that depend on others.");
    }

    private static double LogDeterminant(double[] factor, int columns)
    {
        var sum = 0.0;
        for (var c = 0; c < columns; c++)
            sum += Math.Log(factor.Length == columns ? factor[c] : factor[c * (c + 1) / 2 + c]);
        return sum;
    }
}
