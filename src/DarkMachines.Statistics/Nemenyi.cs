using MathNet.Numerics.Distributions;

namespace DarkMachines.Statistics;

/// <summary>Nemenyi's test of all pairs of entrants by their mean ranks (Demšar, J. Mach. Learn. Res. 7 (2006) 1).</summary>
public static class Nemenyi
{
    // φ is below 10⁻¹⁵ outside; the trapezoidal rule converges exponentially on it.
    private const double Reach = 8.3;
    private const int Steps = 400;

    /// <summary>The difference of mean ranks from which on two entrants are resolved.</summary>
    /// <param name="entrants">Number of entrants, at least 2.</param>
    /// <param name="sets">Number of data sets, at least 1.</param>
    /// <param name="level">Probability of any wrong difference among entrants that are all the same, such as 0.05.</param>
    public static double CriticalDifference(int entrants, int sets, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sets, 1);
        return CriticalValue(entrants, level) * Math.Sqrt(entrants * (entrants + 1.0) / (6.0 * sets));
    }

    /// <summary>
    /// The paper's q: the quantile of the range of <paramref name="entrants"/> standard normal numbers (the studentised
    /// range with infinite degrees of freedom), divided by √2.
    /// </summary>
    /// <param name="entrants">Number of entrants, at least 2.</param>
    /// <param name="level">Between 0 and 1.</param>
    public static double CriticalValue(int entrants, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entrants, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(level, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, 1);
        double low = 0, high = 2 * Reach;
        while (high - low > 1e-10)
        {
            var middle = (low + high) / 2;
            if (RangeDistribution(middle, entrants) < 1 - level)
                low = middle;
            else
                high = middle;
        }

        return low / Math.Sqrt(2);
    }

    // P(range ≤ q) = k ∫ φ(z) [Φ(z) − Φ(z − q)]^(k−1) dz, z being the largest number.
    private static double RangeDistribution(double q, int count)
    {
        const double step = 2 * Reach / Steps;
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var z = -Reach + i * step;
            sum += Normal.PDF(0, 1, z) * Math.Pow(Normal.CDF(0, 1, z) - Normal.CDF(0, 1, z - q), count - 1);
        }

        return count * sum * step;
    }
}
