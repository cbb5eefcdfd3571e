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

        // For each signal row the share of background below it, for each background row that of signal above it.
        float[] all = [.. signal, .. background];
        double[] together = Midranks(all), amongSignal = Midranks(signal), amongBackground = Midranks(background);
        double ofSignal = 0, ofBackground = 0;
        for (var i = 0; i < signal.Length; i++)
            ofSignal += Square((together[i] - amongSignal[i]) / n - area);
        for (var j = 0; j < background.Length; j++)
            ofBackground += Square(1 - (together[signal.Length + j] - amongBackground[j]) / m - area);
        var error = Math.Sqrt(ofSignal / (m - 1) / m + ofBackground / (n - 1) / n);
        var reach = error * Normal.InvCDF(0, 1, (1 + TwoSidedLevel) / 2);
        return new Estimate(area, Spread: null, Math.Max(area - reach, 0), Math.Min(area + reach, 1));
    }

    private static double Square(double value) => value * value;

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
