namespace DarkMachines.Statistics.Searches;

/// <summary>
/// The function of dijet searches, dN/dm = p₁ (1 − y)^p₂ y^−p₃ with y = m/E, taken at the middle of each bin, fitted by least
/// squares with the errors √(n + 1). The covariance is that of the linearised fit, scaled by χ² over degrees of freedom, as
/// in CWoLa hunting (arXiv:1805.02664 and its published notebook). Levenberg-Marquardt with exact derivatives of the logarithm.
/// </summary>
public sealed class DijetFit : IBackgroundFit
{
    private const int Parameters = 3, MostSteps = 500;
    private const double Converged = 1e-12;

    private readonly MassHistogram _histogram;
    private readonly int[] _bins;
    private readonly double[] _logWidths, _slopes, _expected;
    private readonly Symmetric3 _information;

    /// <summary>Fits a histogram.</summary>
    /// <param name="histogram">The histogram.</param>
    /// <param name="window">Bins to leave out; null for none.</param>
    /// <param name="energy">E, the energy of the collisions in the unit of the edges, above the last of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The energy is not above the last edge, or the first edge is below zero.</exception>
    /// <exception cref="UnusableDataException">Fewer than four bins with events are left to fit.</exception>
    public DijetFit(MassHistogram histogram, BinWindow? window, double energy)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(energy, histogram.Edges[^1]);
        ArgumentOutOfRangeException.ThrowIfNegative(histogram.Edges[0], nameof(histogram));
        _histogram = histogram;
        _bins = [.. Enumerable.Range(0, histogram.Bins).Where(bin => window?.Contains(bin) != true)];
        var filled = _bins.Count(bin => histogram.Counts[bin] > 0);
        if (filled <= Parameters)
            throw new UnusableDataException($"Only {filled} bins with events are left to fit {Parameters} parameters to.", "Give a histogram of more bins, or take a smaller window.");
        _slopes = Slopes(histogram, energy);
        _logWidths = [.. Enumerable.Range(0, histogram.Bins).Select(bin => Math.Log(histogram.Width(bin)))];
        DegreesOfFreedom = _bins.Length - Parameters;
        _expected = new double[histogram.Bins];
        (ChiSquare, _information) = Minimise([Math.Log(_bins.Average(bin => histogram.Counts[bin] / histogram.Width(bin))), 10, 5]);
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
        Span<double> gradient = stackalloc double[Parameters];
        gradient.Clear();
        var events = 0.0;
        for (var bin = window.First; bin <= window.Last; bin++)
        {
            events += _expected[bin];
            for (var p = 0; p < Parameters; p++)
                gradient[p] += Slope(bin, p) * _expected[bin];
        }

        Span<double> solved = stackalloc double[Parameters];
        _information.Solve(0, gradient, solved);
        var variance = gradient[0] * solved[0] + gradient[1] * solved[1] + gradient[2] * solved[2];
        return (events, Math.Sqrt(Math.Max(variance * ChiSquare / DegreesOfFreedom, 0)));
    }

    // Derivatives of ln b by the parameters, moved to the middle of the histogram so that they are little correlated.
    private static double[] Slopes(MassHistogram histogram, double energy)
    {
        var middle = Math.Sqrt(histogram.Centre(0) * histogram.Centre(histogram.Bins - 1)) / energy;
        var slopes = new double[histogram.Bins * Parameters];
        for (var bin = 0; bin < histogram.Bins; bin++)
        {
            var y = histogram.Centre(bin) / energy;
            (slopes[3 * bin], slopes[3 * bin + 1], slopes[3 * bin + 2]) = (1, Math.Log((1 - y) / (1 - middle)), -Math.Log(y / middle));
        }

        return slopes;
    }

    private double Slope(int bin, int parameter) => _slopes[Parameters * bin + parameter];

    private (double ChiSquare, Symmetric3 Information) Minimise(double[] parameters)
    {
        double[] gradient = new double[Parameters], nextGradient = new double[Parameters], change = new double[Parameters], next = new double[Parameters];
        var (chiSquare, information) = Linearise(parameters, gradient);
        var damping = 1e-3;
        for (var step = 0; step < MostSteps && damping < 1e12; step++)
        {
            information.Solve(damping, gradient, change);
            for (var p = 0; p < Parameters; p++)
                next[p] = parameters[p] + change[p];
            var (nextChiSquare, nextInformation) = Linearise(next, nextGradient);
            if (!(nextChiSquare <= chiSquare))
            {
                damping *= 10;
                continue;
            }

            // How much lower χ² would be if it were a parabola; it is one near its minimum.
            var gain = change[0] * gradient[0] + change[1] * gradient[1] + change[2] * gradient[2];
            (parameters, next, gradient, nextGradient) = (next, parameters, nextGradient, gradient);
            (chiSquare, information) = (nextChiSquare, nextInformation);
            damping = Math.Max(damping / 10, 1e-12);
            if (gain < Converged * (1 + chiSquare))
                break;
        }

        return Linearise(parameters, gradient);
    }

    // Leaves the expectation in place. The gradient is that of −χ²/2.
    private (double ChiSquare, Symmetric3 Information) Linearise(double[] parameters, double[] gradient)
    {
        for (var bin = 0; bin < _expected.Length; bin++)
            _expected[bin] = Math.Exp(_logWidths[bin] + parameters[0] + Slope(bin, 1) * parameters[1] + Slope(bin, 2) * parameters[2]);
        Array.Clear(gradient);
        var chiSquare = 0.0;
        var information = new Symmetric3();
        foreach (var bin in _bins)
        {
            var weight = 1 / (_histogram.Counts[bin] + 1);
            var residual = _histogram.Counts[bin] - _expected[bin];
            chiSquare += weight * residual * residual;
            double a = Slope(bin, 0) * _expected[bin], b = Slope(bin, 1) * _expected[bin], c = Slope(bin, 2) * _expected[bin];
            gradient[0] += weight * residual * a;
            gradient[1] += weight * residual * b;
            gradient[2] += weight * residual * c;
            information = information.Plus(weight, a, b, c);
        }

        return (chiSquare, information);
    }
}
