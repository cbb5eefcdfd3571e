namespace DarkMachines.Statistics;

/// <summary>Percentiles of resampled values.</summary>
internal static class Percentiles
{
    private const double TwoSidedLevel = 0.95;

    /// <summary>The values between which the central 95 % lie.</summary>
    public static (double Low, double High) Central(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return (At(sorted, (1 - TwoSidedLevel) / 2), At(sorted, (1 + TwoSidedLevel) / 2));
    }

    /// <summary>The median; NaN of nothing.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? double.NaN : At(sorted, 0.5);
    }

    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] == sorted[above] ? sorted[below] : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
