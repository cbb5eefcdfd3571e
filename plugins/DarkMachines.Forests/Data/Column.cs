namespace DarkMachines.Forests.Data;

/// <summary>
/// One column of the training rows, and the same in bins of about equally many rows, at most 256: one bin a value
/// where there are no more different ones.
/// </summary>
internal sealed class Column
{
    /// <summary>Most bins.</summary>
    public const int MaxBins = 256;

    private Column(float[] values, float[] highest, byte[] bins)
    {
        Values = values;
        Highest = highest;
        Bins = bins;
    }

    /// <summary>The value of each row.</summary>
    public float[] Values { get; }

    /// <summary>The highest training value in each bin, ascending.</summary>
    public float[] Highest { get; }

    /// <summary>The bin of each row: the first whose highest value is not below the row's.</summary>
    public byte[] Bins { get; }

    /// <summary>Takes the named rows' values of a column of a table.</summary>
    public static Column Build(FeatureTable table, int column, ReadOnlySpan<int> rows)
    {
        var source = table.Values;
        var width = table.ColumnCount;
        var values = new float[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = source[rows[i] * width + column] + 0f; // One zero only: −0 + 0 is 0.

        var highest = HighestOfBins(ColumnSort.SortedKeys(values));
        return new Column(values, highest, BinsOf(values, highest));
    }

    private static float[] HighestOfBins(uint[] sorted)
    {
        var distinct = 1;
        for (var i = 1; i < sorted.Length; i++)
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;

        // A bin ends with a value: where it has its share of the rows that are left, or of all values where they are few.
        var highest = new List<float>(Math.Min(distinct, MaxBins));
        var start = 0;
        while (start < sorted.Length)
        {
            var share = distinct <= MaxBins ? 1 : (int)Math.Ceiling((sorted.Length - start) / (double)(MaxBins - highest.Count));
            var end = start + share;
            while (end < sorted.Length && sorted[end] == sorted[end - 1])
                end++;
            highest.Add(ColumnSort.Value(sorted[end - 1]));
            start = end;
        }

        return [.. highest];
    }

    private static byte[] BinsOf(ReadOnlySpan<float> values, ReadOnlySpan<float> highest)
    {
        var bins = new byte[values.Length];
        for (var row = 0; row < bins.Length; row++)
        {
            // The number of bins that end below the value, in halving steps and without a branch to guess.
            var value = values[row];
            var bin = 0;
            for (var step = MaxBins / 2; step > 0; step /= 2)
                bin += bin + step <= highest.Length && highest[bin + step - 1] < value ? step : 0;
            bins[row] = (byte)bin;
        }

        return bins;
    }
}
