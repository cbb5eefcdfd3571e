using MathNet.Numerics.Distributions;

namespace DarkMachines.Statistics;

/// <summary>
/// The area under the receiver operating characteristic with its interval (DeLong, DeLong and Clarke-Pearson,
/// Biometrics 44 (1988) 837, eqs. 2 to 5), computed from midranks (Sun and Xu, IEEE Signal Process. Lett. 21 (2014) 1389).
/// </summary>
public static class DeLong
{
    private const double TwoSidedLevel = 0.95;

    /// <summary>
    /// The area, and its 95 % interval from the normal distribution, cut to 0 and 1. NaN if either class has no rows; without
    /// interval if either has one row only. Cost: three sorts.
    /// </summary>
    /// <param name="scores">One score a row, none of them NaN.</param>
    /// <param name="isSignal">True for signal rows, false for background.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a score is NaN.</exception>
    public static Estimate Auc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isSignal)
    {
        Roc.RequireScores(scores, isSignal);
        float[] signal = Of(scores, isSignal, true), background = Of(scores, isSignal, false);
        double m = signal.Length, n = background.Length;
        if (m == 0 || n == 0)
            return new Estimate(double.NaN);
        var area = Roc.Auc(scores, isSignal);
        if (m == 1 || n == 1)
            return new Estimate(area);
        var (ofSignal, ofBackground) = Placements(signal, background);
        var variance = Variance(ofSignal) / m + Variance(ofBackground) / n;
        return Within(area, variance, 0, 1);
    }

    /// <summary>The difference of the areas of two entrants on the same events, with its interval and DeLong's paired test.</summary>
    /// <param name="first">One score a row by the first entrant, none of them NaN.</param>
    /// <param name="second">One score a row by the second.</param>
    /// <param name="isSignal">True for signal rows, false for background; at least two of each.</param>
    /// <exception cref="ArgumentException">The spans differ in length, a score is NaN, or a class has fewer than two rows.</exception>
    public static PairedDifference Compare(ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<bool> isSignal)
    {
        Roc.RequireScores(first, isSignal);
        Roc.RequireScores(second, isSignal);
        float[] signalOfFirst = Of(first, isSignal, true), backgroundOfFirst = Of(first, isSignal, false);
        double m = signalOfFirst.Length, n = backgroundOfFirst.Length;
        if (m < 2 || n < 2)
            throw new ArgumentException("A comparison needs two signal and two background rows.", nameof(isSignal));
        var a = Placements(signalOfFirst, backgroundOfFirst);
        var b = Placements(Of(second, isSignal, true), Of(second, isSignal, false));
        double[] signal = [.. a.Signal.Zip(b.Signal, (x, y) => x - y)], background = [.. a.Background.Zip(b.Background, (x, y) => x - y)];
        var difference = Roc.Auc(first, isSignal) - Roc.Auc(second, isSignal);
        var variance = Variance(signal) / m + Variance(background) / n;
        var pValue = variance > 0 ? 2 * Normal.CDF(0, 1, -Math.Abs(difference) / Math.Sqrt(variance)) : difference == 0 ? 1 : 0;
        return new PairedDifference(Within(difference, variance, -1, 1), pValue);
    }

    // For each signal row the share of background below it, for each background row that of signal above it.
    private static (double[] Signal, double[] Background) Placements(float[] signal, float[] background)
    {
        double m = signal.Length, n = background.Length;
        float[] all = [.. signal, .. background];
        double[] together = Midranks(all), amongSignal = Midranks(signal), amongBackground = Midranks(background);
        return ([.. signal.Select((_, i) => (together[i] - amongSignal[i]) / n)],
            [.. background.Select((_, j) => 1 - (together[signal.Length + j] - amongBackground[j]) / m)]);
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average(), sum = 0;
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum / (values.Length - 1);
    }

    private static Estimate Within(double value, double variance, double least, double most)
    {
        var reach = Math.Sqrt(variance) * Normal.InvCDF(0, 1, (1 + TwoSidedLevel) / 2);
        return new Estimate(value, Spread: null, Math.Max(value - reach, least), Math.Min(value + reach, most));
    }

    private static float[] Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isSignal, bool wanted)
    {
        var chosen = new List<float>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (isSignal[i] == wanted)
                chosen.Add(scores[i]);
        }

        return [.. chosen];
    }

    // Places from 1 in ascending order; rows of equal score share the mean of theirs.
    private static double[] Midranks(float[] scores)
    {
        var sorted = (float[])scores.Clone();
        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[scores.Length];
        for (var start = 0; start < sorted.Length;)
        {
            var end = start;
            while (end < sorted.Length && sorted[end] == sorted[start])
                end++;
            for (var i = start; i < end; i++)
                ranks[order[i]] = (start + 1 + end) / 2.0;
            start = end;
        }

        return ranks;
    }
}
