namespace DarkMachines.Statistics;

/// <summary>The receiver operating characteristic of scores against two classes.</summary>
public static class Roc
{
    /// <summary>
    /// Area under the curve: the probability that a signal row scores higher than a background row, equal scores
    /// counting one half (Mann and Whitney, Ann. Math. Stat. 18 (1947) 50). NaN if either class has no rows.
    /// Cost: one sort.
    /// </summary>
    /// <param name="scores">One score a row, none of them NaN.</param>
    /// <param name="isSignal">True for signal rows, false for background.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a score is NaN.</exception>
    public static double Auc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isSignal)
    {
        RequireScores(scores, isSignal);
        var sorted = scores.ToArray();
        var signal = isSignal.ToArray();
        Array.Sort(sorted, signal);

        // Twice the number of (background, signal) pairs in the right order, ties counting once: exact in whole numbers.
        long twicePairs = 0, backgroundBelow = 0, signals = 0;
        for (var start = 0; start < sorted.Length;)
        {
            long tiedSignal = 0, tiedBackground = 0;
            var end = start;
            for (; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                if (signal[end])
                    tiedSignal++;
                else
                    tiedBackground++;
            }

            twicePairs += tiedSignal * (2 * backgroundBelow + tiedBackground);
            backgroundBelow += tiedBackground;
            signals += tiedSignal;
            start = end;
        }

        return twicePairs / (2.0 * signals * backgroundBelow);
    }

    internal static void RequireScores(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isSignal)
    {
        if (scores.Length != isSignal.Length)
            throw new ArgumentException($"{scores.Length} scores for {isSignal.Length} rows.", nameof(scores));
        foreach (var score in scores)
        {
            if (float.IsNaN(score))
                throw new ArgumentException("A score is NaN.", nameof(scores));
        }
    }
}
