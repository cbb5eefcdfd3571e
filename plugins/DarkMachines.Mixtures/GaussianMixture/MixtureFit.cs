using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DarkMachines.Mixtures.Numerics;

namespace DarkMachines.Mixtures;

/// <summary>
/// Expectation and maximisation (Dempster, Laird and Rubin, J. R. Stat. Soc. B 39 (1977) 1), from the clusters of k-means.
/// </summary>
/// <param name="rows">Training rows.</param>
/// <param name="scale">Their scale.</param>
/// <param name="options">Options.</param>
/// <param name="context">Seed, threads, progress and cancellation.</param>
internal sealed class MixtureFit(TrainingRows rows, ColumnScale scale, GaussianMixtureOptions options, FitContext context)
{
    // What scikit-learn adds to the weight of a component, so that an empty one divides nothing by zero.
    private const double LeastWeight = 10 * 2.220446049250313e-16;
    private const int StartIterations = 10;

    private readonly int _columns = scale.Columns;

    private int SecondMoments => options.Covariance == CovarianceForm.Diagonal ? _columns : _columns * (_columns + 1) / 2;

    /// <summary>Fits a mixture.</summary>
    /// <param name="components">Number of components; fewer where there are fewer distinct rows.</param>
    /// <returns>The mixture, its log likelihood summed over the rows, and whether the last iteration gained little.</returns>
    public (Mixture Mixture, double LogLikelihood, bool Converged) Run(int components)
    {
        var centres = new KMeansFit(rows, scale, context).Run(components, StartIterations, (ulong)components).Centres;
        var mixture = Maximise(centres.Points, Sums(() => new HardMoments(rows, centres, SecondMoments), centres.Count));
        var previous = double.NegativeInfinity;
        for (var iteration = 0; iteration < options.MaxIterations; iteration++)
        {
            context.Report((double)iteration / options.MaxIterations, $"{components} components");
            var old = mixture;
            var sums = Sums(() => new SoftMoments(rows, old, SecondMoments), old.Count);
            var mean = sums[^1] / rows.TotalWeight;
            mixture = Maximise(old.Means, sums);
            if (Math.Abs(mean - previous) < options.Tolerance)
                return (mixture, LogLikelihood(mixture), true);
            previous = mean;
        }

        return (mixture, LogLikelihood(mixture), false);
    }

    /// <summary>The Bayesian information criterion: minus twice the log likelihood, and ln(rows) for each free number.</summary>
    public double Criterion(int components, double logLikelihood)
    {
        var covariances = options.Covariance == CovarianceForm.Tied ? 1 : components;
        var numbers = components - 1 + components * _columns + covariances * SecondMoments;
        return numbers * Math.Log(rows.TotalWeight) - 2 * logLikelihood;
    }

    private double LogLikelihood(Mixture mixture) => Sums(() => new SoftMoments(rows, mixture, secondMoments: -1), mixture.Count)[^1];

    private double[] Sums(Func<IBlockWork> work, int components) =>
        Pieces.Sum(rows.Table, scale, components * (1 + _columns + SecondMoments) + 1, context, work);

    // Sums were taken about the old means: no digits cancel in the covariances.
    private Mixture Maximise(double[] oldMeans, double[] sums)
    {
        var components = oldMeans.Length / _columns;
        var weights = new double[components];
        var means = (double[])oldMeans.Clone();
        var covariances = new double[components][];
        for (var k = 0; k < components; k++)
        {
            var own = sums.AsSpan(k * (1 + _columns + SecondMoments), 1 + _columns + SecondMoments);
            weights[k] = own[0] + LeastWeight;
            var first = own.Slice(1, _columns);
            var shift = new double[_columns];
            for (var c = 0; c < _columns; c++)
                means[k * _columns + c] += shift[c] = first[c] / weights[k];
            covariances[k] = Covariance(own[(1 + _columns)..], weights[k], shift);
        }

        if (options.Covariance == CovarianceForm.Tied)
            Array.Fill(covariances, Pooled(covariances, weights));
        foreach (var covariance in covariances.Distinct())
            AddFloor(covariance);
        var total = weights.Sum();
        return Mixture.Of([.. weights.Select(weight => weight / total)], means, covariances);
    }

    private double[] Covariance(ReadOnlySpan<double> second, double weight, double[] shift)
    {
        var covariance = new double[second.Length];
        for (int i = 0, place = 0; i < _columns; i++)
        {
            if (second.Length == _columns)
            {
                covariance[i] = Math.Max(0, second[i] / weight - shift[i] * shift[i]);
                continue;
            }

            for (var j = 0; j <= i; j++, place++)
                covariance[place] = second[place] / weight - shift[i] * shift[j];
        }

        return covariance;
    }

    private static double[] Pooled(double[][] covariances, double[] weights)
    {
        var pooled = new double[covariances[0].Length];
        var total = weights.Sum();
        for (var k = 0; k < weights.Length; k++)
        {
            for (var i = 0; i < pooled.Length; i++)
                pooled[i] += weights[k] / total * covariances[k][i];
        }

        return pooled;
    }

    private void AddFloor(double[] covariance)
    {
        for (var c = 0; c < _columns; c++)
            covariance[covariance.Length == _columns ? c : c * (c + 1) / 2 + c] += options.VarianceFloor;
    }

    /// <summary>Each component's weight and moments about its mean, and last the log likelihood; −1 second moments for that alone.</summary>
    private sealed class SoftMoments(TrainingRows rows, Mixture mixture, int secondMoments) : IBlockWork
    {
        private readonly double[] _components = new double[mixture.Count * PointBlock.Points];
        private readonly double[] _densities = new double[PointBlock.Points];
        private readonly double[] _weights = new double[PointBlock.Points];

        public void Add(PointBlock block, int start, int count, Span<double> sums)
        {
            mixture.LogDensities(block, _components, _densities);
            for (var p = 0; p < count; p++)
                sums[^1] += rows.Weight(start + p) * _densities[p];
            if (secondMoments < 0)
                return;
            var length = 1 + mixture.Columns + secondMoments;
            for (var k = 0; k < mixture.Count; k++)
            {
                var own = sums.Slice(k * length, length);
                Shares(_components.AsSpan(k * PointBlock.Points, block.Filled), _densities, _weights);
                if (rows.Table.IsWeighted)
                {
                    for (var p = 0; p < count; p++)
                        _weights[p] *= rows.Weight(start + p);
                }

                _weights.AsSpan(count).Clear();
                var total = Sum(_weights);

                // Far from all points; what it would add is exactly nothing.
                if (total == 0)
                    continue;
                own[0] += total;
                block.AddMoments(mixture.Mean(k), _weights, own.Slice(1, mixture.Columns), own[(1 + mixture.Columns)..]);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Shares(ReadOnlySpan<double> terms, ReadOnlySpan<double> densities, Span<double> shares)
        {
            for (var p = 0; p < terms.Length; p += Vector512<double>.Count)
                Vector512.Exp(Vector512.Create(terms[p..]) - Vector512.Create(densities[p..])).CopyTo(shares[p..]);
        }

        private static double Sum(ReadOnlySpan<double> weights)
        {
            var sum = Vector512<double>.Zero;
            for (var p = 0; p < weights.Length; p += Vector512<double>.Count)
                sum += Vector512.Create(weights[p..]);
            return Vector512.Sum(sum);
        }
    }

    /// <summary>The same for rows that belong to the nearest centre each.</summary>
    private sealed class HardMoments(TrainingRows rows, Centres centres, int secondMoments) : IBlockWork
    {
        private readonly double[] _squares = new double[PointBlock.Points];
        private readonly long[] _nearest = new long[PointBlock.Points];
        private readonly double[] _weights = new double[PointBlock.Points];

        public void Add(PointBlock block, int start, int count, Span<double> sums)
        {
            centres.Nearest(block, _nearest, _squares);
            var columns = centres.Scale.Columns;
            var length = 1 + columns + secondMoments;
            for (var k = 0; k < centres.Count; k++)
            {
                var own = sums.Slice(k * length, length);
                _weights.AsSpan().Clear();
                for (var p = 0; p < count; p++)
                    own[0] += _weights[p] = _nearest[p] == k ? rows.Weight(start + p) : 0;
                block.AddMoments(centres[k], _weights, own.Slice(1, columns), own[(1 + columns)..]);
            }
        }
    }
}
