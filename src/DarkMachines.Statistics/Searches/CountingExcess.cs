using MathNet.Numerics.Distributions;

namespace DarkMachines.Statistics.Searches;

/// <summary>
/// An excess in one counting bin whose background is known with a Gaussian error: the asymptotic test of discovery with the
/// background profiled (Cowan, Cranmer, Gross and Vitells, Eur. Phys. J. C 71 (2011) 1554, eqs. 12, 52 and 53).
/// </summary>
/// <param name="Significance">√q₀; 0 without an excess.</param>
/// <param name="PValue">One-sided; 0.5 without an excess.</param>
public readonly record struct CountingExcess(double Significance, double PValue)
{
    /// <summary>Tests an excess.</summary>
    /// <param name="observed">Events observed.</param>
    /// <param name="expected">Background events expected.</param>
    /// <param name="error">Standard deviation of that expectation; 0 for known exactly.</param>
    public static CountingExcess Of(double observed, double expected, double error)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(observed);
        ArgumentOutOfRangeException.ThrowIfNegative(error);
        if (observed <= expected)
            return new CountingExcess(0, 0.5);

        // The background that fits best without a signal: the larger root of b² − (b₀ − σ²) b − n σ² = 0.
        var shifted = expected - error * error;
        var profiled = (shifted + Math.Sqrt(shifted * shifted + 4 * observed * error * error)) / 2;
        var penalty = error > 0 ? (profiled - expected) * (profiled - expected) / (error * error) : 0;
        var statistic = 2 * (observed * Math.Log(observed / profiled) - observed + profiled) + penalty;
        var significance = Math.Sqrt(Math.Max(statistic, 0));
        return new CountingExcess(significance, Normal.CDF(0, 1, -significance));
    }
}
