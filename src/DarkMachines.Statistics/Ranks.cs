namespace DarkMachines.Statistics;

/// <summary>Ranks of values, the highest first.</summary>
public static class Ranks
{
    /// <summary>The rank of each value from 1, the highest first; equal values share the mean of their ranks.</summary>
    /// <param name="values">Values, none of them NaN; negative infinity ranks last.</param>
    /// <exception cref="ArgumentException">A value is NaN.</exception>
    public static double[] Descending(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                throw new ArgumentException("A value is NaN.", nameof(values));
        }

        var ordered = values.ToArray();
        var place = Enumerable.Range(0, ordered.Length).ToArray();
        Array.Sort(ordered, place);
        var ranks = new double[ordered.Length];
        for (var start = 0; start < ordered.Length;)
        {
            var end = start + 1;
            while (end < ordered.Length && ordered[end] == ordered[start])
                end++;

            // Places start … end − 1 from below are ranks n − end + 1 … n − start from above.
            for (var i = start; i < end; i++)
                ranks[place[i]] = ordered.Length - (start + end - 1) / 2.0;
            start = end;
        }

        return ranks;
    }

    /// <summary>
    /// Spearman's rank correlation: that of Pearson between the ranks, equal values sharing theirs; NaN if all values of
    /// either are the same.
    /// </summary>
    /// <param name="first">Values, none of them NaN.</param>
    /// <param name="second">As many values of the same items.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is NaN.</exception>
    public static double Correlation(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"{first.Length} values against {second.Length}.", nameof(second));
        double[] a = Descending(first), b = Descending(second);
        var mean = (a.Length + 1) / 2.0;
        double product = 0, squaresOfFirst = 0, squaresOfSecond = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (a[i] - mean) * (b[i] - mean);
            squaresOfFirst += (a[i] - mean) * (a[i] - mean);
            squaresOfSecond += (b[i] - mean) * (b[i] - mean);
        }

        return product / Math.Sqrt(squaresOfFirst * squaresOfSecond);
    }
}
