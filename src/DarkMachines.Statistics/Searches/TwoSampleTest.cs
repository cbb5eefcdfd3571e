using MathNet.Numerics.Distributions;

namespace DarkMachines.Statistics.Searches;

/// <summary>
/// The nearest-neighbour two-sample test (De Simone and Jacques, Eur. Phys. J. C 79 (2019) 289): is a trial sample drawn from
/// the distribution of a benchmark sample? At each trial point the ratio of the two densities is estimated by the distances to
/// the K-th neighbours in each sample; the mean of its logarithm estimates the Kullback-Leibler divergence, and permuting the
/// pooled sample gives its distribution if both are the same. Distances are Euclidean: bring columns to one scale first.
/// </summary>
public static class TwoSampleTest
{
    /// <summary>Neighbours unless another number is asked for.</summary>
    public const int DefaultNeighbours = 5;

    /// <summary>Permutations unless another number is asked for.</summary>
    public const int DefaultPermutations = 1000;

    /// <summary>
    /// Runs the test. The neighbours of the pooled sample are found once; a permutation then only walks along them.
    /// Cost: two neighbour searches and a few hundred bytes a point.
    /// </summary>
    /// <param name="benchmark">Benchmark points, row-major and finite.</param>
    /// <param name="trial">Trial points, row-major and finite.</param>
    /// <param name="dimensions">Number of columns of both.</param>
    /// <param name="neighbours">K, at least 1.</param>
    /// <param name="permutations">Number of permutations, at least 20; no p-value is smaller than one over one more.</param>
    /// <param name="context">Seed and threads; the result does not depend on the threads.</param>
    /// <exception cref="ArgumentException">A sample is no whole number of rows, or holds a value that is not finite.</exception>
    /// <exception cref="UnusableDataException">A sample has too few points, or a point has K copies.</exception>
    public static TwoSampleResult Run(
        ReadOnlyMemory<float> benchmark, ReadOnlyMemory<float> trial, int dimensions, int neighbours, int permutations, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 20);
        RequireRows(benchmark.Span, dimensions, neighbours);
        RequireRows(trial.Span, dimensions, neighbours);
        var ratios = LogRatios(benchmark, trial, dimensions, neighbours, context);
        var pooled = new PooledNeighbours(benchmark.Span, trial.Span, dimensions, neighbours, context);
        var permuted = new double[permutations];
        context.ForEach(permutations, p => permuted[p] = pooled.PermutedStatistic(context.Random((ulong)p)));
        return Compare(ratios, permuted);
    }

    private static TwoSampleResult Compare(double[] ratios, double[] permuted)
    {
        double statistic = ratios.Average(), mean = permuted.Average(), spread = Spread(permuted, mean), spreadOfRatios = Spread(ratios, statistic);
        var distance = Math.Abs(statistic - mean);
        var asFar = permuted.Count(value => Math.Abs(value - mean) >= distance);
        var pValue = (1.0 + asFar) / (1 + permuted.Length);

        // What no permutation reached is extrapolated by the normal distribution.
        var significance = asFar > 0 ? -Normal.InvCDF(0, 1, pValue / 2) : distance / spread;
        return new TwoSampleResult(statistic, mean, spread, pValue, significance, asFar == 0, ratios, [.. ratios.Select(ratio => (ratio - statistic) / spreadOfRatios)]);
    }

    private static double[] LogRatios(ReadOnlyMemory<float> benchmark, ReadOnlyMemory<float> trial, int dimensions, int neighbours, FitContext context)
    {
        KdTree ofBenchmark = new(benchmark.Span, dimensions), ofTrial = new(trial.Span, dimensions);
        var ratios = new double[trial.Length / dimensions];
        var shift = Math.Log((double)(benchmark.Length / dimensions) / (ratios.Length - 1));
        Blocks.ForEach(context, ratios.Length, (start, end) =>
        {
            var found = new NeighbourList(neighbours);
            for (var i = start; i < end; i++)
            {
                var point = trial.Span.Slice(i * dimensions, dimensions);
                ofBenchmark.Nearest(point, -1, found);
                var toBenchmark = LogDistance(found.Squares[^1]);
                ofTrial.Nearest(point, i, found);
                ratios[i] = dimensions * (toBenchmark - LogDistance(found.Squares[^1])) + shift;
            }
        });
        return ratios;
    }

    internal static double LogDistance(double square) => square > 0
        ? Math.Log(square) / 2
        : throw new UnusableDataException("A point has as many copies as the test looks for neighbours, so that densities are infinite.", "Remove copies, take more neighbours, or add noise to columns of whole numbers.");

    private static double Spread(double[] values, double mean) => Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);

    private static void RequireRows(ReadOnlySpan<float> points, int dimensions, int neighbours)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (points.Length % dimensions != 0)
            throw new ArgumentException($"{points.Length} values are no rows of {dimensions} columns.", nameof(points));
        foreach (var value in points)
        {
            if (!float.IsFinite(value))
                throw new ArgumentException("A value is not finite.", nameof(points));
        }

        if (points.Length / dimensions <= neighbours)
            throw new UnusableDataException($"A sample has {points.Length / dimensions} points, where more than {neighbours} are needed for as many neighbours.", "Give more points or take fewer neighbours.");
    }
}

/// <summary>The answer of the two-sample test.</summary>
/// <param name="Statistic">Mean logarithm of the density ratio over the trial points.</param>
/// <param name="PermutationMean">Its mean over permutations.</param>
/// <param name="PermutationSpread">Its standard deviation over permutations.</param>
/// <param name="PValue">Two-sided: share of permutations as far from their mean, the sample itself counted among them.</param>
/// <param name="Significance">The same in standard deviations of a normal distribution.</param>
/// <param name="IsExtrapolated">True if no permutation was as far, so that the significance assumes a normal distribution.</param>
/// <param name="LogRatios">Logarithm of trial over benchmark density at each trial point.</param>
/// <param name="LocalSignificance">Each such less their mean, in their standard deviations: large where trial points are in excess.</param>
public sealed record TwoSampleResult(
    double Statistic, double PermutationMean, double PermutationSpread, double PValue, double Significance, bool IsExtrapolated,
    IReadOnlyList<double> LogRatios, IReadOnlyList<double> LocalSignificance);
