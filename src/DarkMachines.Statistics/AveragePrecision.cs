namespace DarkMachines.Statistics;

/// <summary>The average precision of scores against two classes.</summary>
public static class AveragePrecision
{
    /// <summary>
    /// Σₙ (Rₙ − Rₙ₋₁) Pₙ over the thresholds from the highest score down, with P the precision and R the recall of signal, as
    /// scikit-learn's <c>average_precision_score</c>; rows of equal score pass together. NaN if there is no signal.
    /// Cost: one sort.
    /// </summary>
    /// <param name="scores">One score a row, none of them NaN.</param>
    /// <param name="isSignal">True for signal rows, false for background.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a score is NaN.</exception>
    public static double Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isSignal)
    {
        Roc.RequireScores(scores, isSignal);
        var sorted = scores.ToArray();
        var signal = isSignal.ToArray();
        Array.Sort(sorted, signal);

        long passed = 0, found = 0;
        var sum = 0.0;
        for (var end = sorted.Length; end > 0;)
        {
            var start = end;
            var signals = 0;
            for (; start > 0 && sorted[start - 1] == sorted[end - 1]; start--)
                signals += signal[start - 1] ? 1 : 0;
            passed += end - start;
            found += signals;
            sum += signals * ((double)found / passed);
            end = start;
        }

        return sum / found;
    }
}
