using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace DarkMachines.Statistics.Searches;

/// <summary>
/// A Gaussian process about the dijet function (Frate, Cranmer, Kalia, Vandenberg-Rodes and Whiteson, arXiv:1709.05681): what
/// is left of the counts varies smoothly with the kernel of Gibbs,
/// k(x,x′) = A e^{−(x+x′)/2a} √(2ll′/(l²+l′²)) e^{−(x−x′)²/(l²+l′²)} with l(x) = bx + c, and Poisson noise on the diagonal.
/// A, a, b and c are those of largest marginal likelihood. Unlike a fixed function it keeps fitting as data grow.
/// </summary>
public sealed class GaussianProcessFit : IBackgroundFit
{
    private const double ShortestBins = 4, LargestAmplitude = 1e6;

    private readonly DijetFit _mean;
    private readonly double[] _expected;
    private readonly Matrix<double> _covariance;

    /// <summary>Fits a histogram.</summary>
    /// <inheritdoc cref="DijetFit(MassHistogram, BinWindow?, double)"/>
    /// <param name="histogram">The histogram.</param>
    /// <param name="window">Bins to leave out; null for none.</param>
    /// <param name="energy">E of the dijet function.</param>
    public GaussianProcessFit(MassHistogram histogram, BinWindow? window, double energy)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        _mean = new DijetFit(histogram, window, energy);
        var mean = _mean.Expected;
        int[] bins = [.. Enumerable.Range(0, histogram.Bins).Where(bin => window?.Contains(bin) != true)];
        var residuals = Vector<double>.Build.Dense(bins.Length, i => histogram.Counts[bins[i]] - mean[bins[i]]);
        var noise = Vector<double>.Build.Dense(bins.Length, i => Math.Max(mean[bins[i]], 1));
        var kernel = Best(histogram, bins, residuals, noise);

        var ofFitted = kernel.Between(bins, bins);
        var cholesky = (ofFitted + Matrix<double>.Build.DenseOfDiagonalVector(noise)).Cholesky();
        int[] all = [.. Enumerable.Range(0, histogram.Bins)];
        var toFitted = kernel.Between(all, bins);
        var correction = toFitted * cholesky.Solve(residuals);
        _expected = [.. mean.Zip(correction, (m, c) => Math.Max(m + c, 0))];
        _covariance = kernel.Between(all, all) - toFitted * cholesky.Solve(toFitted.Transpose());
        ChiSquare = bins.Sum(bin => Math.Pow(histogram.Counts[bin] - _expected[bin], 2) / (histogram.Counts[bin] + 1));

        // A smoother of trace t uses up t degrees of freedom beside those of the function.
        DegreesOfFreedom = Math.Max(bins.Length - cholesky.Solve(ofFitted).Trace() - 3, 1);
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> Expected => _expected;

    /// <inheritdoc/>
    public double ChiSquare { get; }

    /// <inheritdoc/>
    public double DegreesOfFreedom { get; }

    /// <inheritdoc/>
    public (double Events, double Error) Predict(BinWindow window)
    {
        // The function about which the process varies is uncertain too: its error is added as if independent, without the
        // factor for what it does not fit, which the process does.
        var (_, errorOfMean) = _mean.Predict(window);
        double events = 0, variance = errorOfMean * errorOfMean * _mean.DegreesOfFreedom / _mean.ChiSquare;
        for (var bin = window.First; bin <= window.Last; bin++)
        {
            events += _expected[bin];
            for (var other = window.First; other <= window.Last; other++)
                variance += _covariance[bin, other];
        }

        return (events, Math.Sqrt(Math.Max(variance, 0)));
    }

    private static GibbsKernel Best(MassHistogram histogram, int[] bins, Vector<double> residuals, Vector<double> noise)
    {
        double range = histogram.Edges[^1] - histogram.Edges[0], first = noise.Maximum();
        var best = (Value: double.NegativeInfinity, Point: Array.Empty<double>());

        // The likelihood has several hills: slow and quick variation are both tried.
        foreach (var length in (double[])[0.3, 0.8])
        {
            var found = SimplexSearch.Maximise(
                Likelihood, [Math.Log(first), Math.Log(range), Math.Log(length / 4), Math.Log(range * length)]);
            if (found.Value > best.Value)
                best = found;
        }

        return Kernel(best.Point);

        GibbsKernel Kernel(double[] point) => new(
            [.. Enumerable.Range(0, histogram.Bins).Select(bin => histogram.Centre(bin) - histogram.Centre(0))],
            Math.Exp(point[0]), Math.Exp(point[1]), Math.Exp(point[2]), Math.Exp(point[3]));

        // A background varies over more bins than a window has, or the process would follow a bump.
        bool IsSmooth(double amplitude, double decay, double slope, double length) =>
            amplitude < LargestAmplitude * first && decay > range / 4 && decay < range * 10 && slope < 1
            && length > ShortestBins * range / histogram.Bins && length < range * 10;

        double Likelihood(double[] point)
        {
            if (!IsSmooth(Math.Exp(point[0]), Math.Exp(point[1]), Math.Exp(point[2]), Math.Exp(point[3])))
                return double.NegativeInfinity;
            Cholesky<double> cholesky;
            try
            {
                cholesky = (Kernel(point).Between(bins, bins) + Matrix<double>.Build.DenseOfDiagonalVector(noise)).Cholesky();
            }
            catch (ArgumentException)
            {
                return double.NegativeInfinity;
            }

            return -(residuals * cholesky.Solve(residuals) + cholesky.DeterminantLn) / 2;
        }
    }

    /// <summary>The kernel of Gibbs on the middles of bins, measured from the first.</summary>
    private sealed record GibbsKernel(double[] Middles, double Amplitude, double Decay, double Slope, double Length)
    {
        public Matrix<double> Between(int[] rows, int[] columns) =>
            Matrix<double>.Build.Dense(rows.Length, columns.Length, (i, j) => Of(Middles[rows[i]], Middles[columns[j]]));

        private double Of(double x, double y)
        {
            double a = Slope * x + Length, b = Slope * y + Length, squares = a * a + b * b;
            return Amplitude * Math.Exp(-(x + y) / (2 * Decay)) * Math.Sqrt(2 * a * b / squares) * Math.Exp(-(x - y) * (x - y) / squares);
        }
    }
}
