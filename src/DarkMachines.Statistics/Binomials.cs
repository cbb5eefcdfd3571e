using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace DarkMachines.Statistics;

/// <summary>Binomial intervals and quantiles, outside hot loops.</summary>
internal static class Binomials
{
    private const double TwoSidedLevel = 0.95;

    private static readonly double Reach = Normal.InvCDF(0, 1, (1 + TwoSidedLevel) / 2);

    /// <summary>The 95 % interval of a share (Wilson, J. Am. Stat. Assoc. 22 (1927) 209); defined for weighted events by their effective number.</summary>
    public static (double Low, double High) Wilson(double share, double events)
    {
        var square = Reach * Reach / events;
        var middle = (share + square / 2) / (1 + square);
        var half = Math.Sqrt(square * (share * (1 - share) + square / 4)) / (1 + square);
        return (Math.Max(middle - half, 0), Math.Min(middle + half, 1));
    }

    /// <summary>Counts between which 95 % of the binomial distribution lies: the smallest with P(≤ k) over 2.5 % and 97.5 %.</summary>
    public static (long Low, long High) CentralCounts(long trials, double probability) =>
        (Quantile(trials, probability, (1 - TwoSidedLevel) / 2), Quantile(trials, probability, (1 + TwoSidedLevel) / 2));

    private static long Quantile(long trials, double probability, double level)
    {
        long low = 0, high = trials;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (AtMost(middle, trials, probability) >= level)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static double AtMost(long count, long trials, double probability) =>
        count >= trials ? 1 : SpecialFunctions.BetaRegularized(trials - count, count + 1, 1 - probability);
}
