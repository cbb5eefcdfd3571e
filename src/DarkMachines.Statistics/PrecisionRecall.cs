namespace DarkMachines.Statistics;

/// <summary>Precision against recall of scores, for a signal that is rare.</summary>
public static class PrecisionRecall
{
    /// <summary>
    /// Average precision: the precision at each threshold, weighted by the recall it adds; the share of signal rows is what
    /// random scores reach. NaN if no row is signal. Equal scores are one threshold. Cost: one sort.
    /// </summary>
    /// <param name="scores">One score a row, none of them NaN.</param>
    /// <param name="isSignal">True for signal rows, false for background.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a score is NaN.</exception>
    public static double AveragePrecision(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isSignal)
    {
        if (scores.Length != isSignal.Length)
            throw new ArgumentException($"{scores.Length} scores for {isSignal.Length} rows.", nameof(scores));
        if (scores.ContainsAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity))
            throw new ArgumentException("A score is NaN.", nameof(scores));

        var sorted = scores.ToArray();
        var signal = isSignal.ToArray();
        Array.Sort(sorted, signal);
        double sum = 0;
        int signals = 0;
        for (var end = sorted.Length; end > 0;)
        {
            int start = end, before = signals;
            for (; start > 0 && sorted[start - 1] == sorted[end - 1]; start--)
                signals += signal[start - 1] ? 1 : 0;
            sum += (signals - before) * (double)signals / (sorted.Length - start);
            end = start;
        }

        return sum / signals;
    }
}
