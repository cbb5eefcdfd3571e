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
}
