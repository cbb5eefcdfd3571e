namespace DarkMachines.Statistics.Searches;

/// <summary>
/// Looks for a bump in a falling histogram: in each window of neighbouring bins the events are compared with a background
/// fitted to the bins outside. Pseudo-experiments tell how often the best of all windows is as good without a signal.
/// </summary>
public static class BumpHunt
{
    /// <summary>Bins on either side of the middle of a window: three bins, as in CWoLa hunting.</summary>
    public const int DefaultHalfWidth = 1;

    /// <summary>Fits a background outside a window; null for a fit to all bins.</summary>
    /// <param name="histogram">The histogram.</param>
    /// <param name="window">The window.</param>
    public delegate IBackgroundFit BackgroundFitter(MassHistogram histogram, BinWindow? window);

    /// <summary>Compares one window with the background around it.</summary>
    /// <param name="histogram">The histogram.</param>
    /// <param name="window">The window.</param>
    /// <param name="fitter">The background.</param>
    public static WindowExcess InWindow(MassHistogram histogram, BinWindow window, BackgroundFitter fitter)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentNullException.ThrowIfNull(fitter);
        var fit = fitter(histogram, window);
        var (expected, error) = fit.Predict(window);
        var observed = histogram.In(window);
        return new WindowExcess(window, observed, expected, error, CountingExcess.Of(observed, expected, error), fit.ChiSquare / fit.DegreesOfFreedom);
    }

    /// <summary>The windows of a histogram, each with at least as many bins outside on either side as reach from its middle.</summary>
    /// <param name="bins">Number of bins.</param>
    /// <param name="halfWidth">Bins on either side of the middle.</param>
    public static IReadOnlyList<BinWindow> Windows(int bins, int halfWidth = DefaultHalfWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(halfWidth);
        var margin = Math.Max(halfWidth, 1);
        return [.. Enumerable.Range(0, bins).Where(middle => middle - halfWidth >= margin && middle + halfWidth < bins - margin)
            .Select(middle => new BinWindow(middle - halfWidth, middle + halfWidth))];
    }

    /// <summary>Compares all windows.</summary>
    /// <param name="histogram">The histogram.</param>
    /// <param name="halfWidth">Bins on either side of a window's middle.</param>
    /// <param name="fitter">The background.</param>
    /// <exception cref="UnusableDataException">The histogram has no window.</exception>
    public static IReadOnlyList<WindowExcess> Scan(MassHistogram histogram, int halfWidth, BackgroundFitter fitter)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var windows = Windows(histogram.Bins, halfWidth);
        return windows.Count > 0
            ? [.. windows.Select(window => InWindow(histogram, window, fitter))]
            : throw new UnusableDataException($"{histogram.Bins} bins have no window of {2 * halfWidth + 1} with bins on either side.", "Give a histogram of more bins, or take a smaller window.");
    }

    /// <summary>
    /// The probability that the best window of a histogram without a signal is as good: share of pseudo-experiments, drawn
    /// from the background fitted to all bins and scanned likewise, the histogram itself counted among them.
    /// </summary>
    /// <param name="histogram">The histogram.</param>
    /// <param name="halfWidth">Bins on either side of a window's middle.</param>
    /// <param name="fitter">The background.</param>
    /// <param name="experiments">Number of pseudo-experiments.</param>
    /// <param name="context">Seed and threads; the result does not depend on the threads.</param>
    /// <exception cref="UnusableDataException">The histogram has no window.</exception>
    public static double GlobalPValue(MassHistogram histogram, int halfWidth, BackgroundFitter fitter, int experiments, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(fitter);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(experiments, 1);
        var best = Best(histogram);
        var expected = fitter(histogram, null).Expected;
        var asGood = new bool[experiments];
        context.ForEach(experiments, e =>
        {
            var random = context.Random((ulong)e);
            asGood[e] = Best(histogram.With([.. expected.Select(mean => (double)PoissonDraw.Next(random, mean))])) >= best;
        });
        return (1.0 + asGood.Count(isAsGood => isAsGood)) / (1 + experiments);

        double Best(MassHistogram drawn) => Scan(drawn, halfWidth, fitter).Max(excess => excess.Test.Significance);
    }
}

/// <summary>A window compared with the background around it.</summary>
/// <param name="Window">The window.</param>
/// <param name="Observed">Events in it.</param>
/// <param name="Expected">Background events expected.</param>
/// <param name="Error">Standard deviation of that expectation.</param>
/// <param name="Test">The test of an excess, of this window alone.</param>
/// <param name="ReducedChiSquare">χ² over degrees of freedom of the background outside.</param>
public sealed record WindowExcess(
    BinWindow Window, double Observed, double Expected, double Error, CountingExcess Test, double ReducedChiSquare);
