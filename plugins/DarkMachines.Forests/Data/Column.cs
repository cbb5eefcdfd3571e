namespace DarkMachines.Forests.Data;

/// <summary>
/// One column of the training rows, and the same in bins of about equally many rows, at most 256: one bin a value
/// where there are no more different ones.
/// </summary>
internal sealed class Column
{
    /// <summary>Most bins.</summary>
    public const int MaxBins = 256;

    private Column(float[] values, float[] thresholds, byte[] bins)
    {
        Values = values;
        Thresholds = thresholds;
        Bins = bins;
    }

    /// <summary>The value of each row.</summary>
    public float[] Values { get; }

    /// <summary>What lies between each bin and the next, ascending; one fewer than there are bins.</summary>
    public float[] Thresholds { get; }

    /// <summary>The bin of each row: the number of thresholds below its value.</summary>
    public byte[] Bins { get; }

    /// <summary>Takes the named rows' values of a column of a table.</summary>
    public static Column Build(FeatureTable table, int column, ReadOnlySpan<int> rows)
    {
        var source = table.Values;
        var width = table.ColumnCount;
        var values = new float[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = source[rows[i] * width + column] + 0f; // One zero only: −0 + 0 is 0.

        var thresholds = ThresholdsOf(ColumnSort.SortedKeys(values));
        return new Column(values, thresholds, BinsOf(values, thresholds));
    }

    private static float[] ThresholdsOf(uint[] sorted)
    {
        var distinct = 1;
        for (var i = 1; i < sorted.Length; i++)
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;

        // A bin ends with a value: where it has its share of the rows that are left, or after one value where there are few.
        var thresholds = new List<float>(Math.Min(distinct, MaxBins));
        var end = 0;
        while (true)
        {
            var share = distinct <= MaxBins ? 1 : (int)Math.Ceiling((sorted.Length - end) / (double)(MaxBins - thresholds.Count));
            end += share;
            while (end < sorted.Length && sorted[end] == sorted[end - 1])
                end++;
            if (end >= sorted.Length)
                return [.. thresholds];
            thresholds.Add(BestSplitter.Between(ColumnSort.Value(sorted[end - 1]), ColumnSort.Value(sorted[end])));
        }
    }

    // Halving steps without a branch to guess: beyond the last threshold all are infinite.
    private static byte[] BinsOf(ReadOnlySpan<float> values, ReadOnlySpan<float> thresholds)
    {
        Span<float> padded = stackalloc float[MaxBins];
        padded.Fill(float.PositiveInfinity);
        thresholds.CopyTo(padded);
        var bins = new byte[values.Length];
        for (var row = 0; row < bins.Length; row++)
        {
            var value = values[row];
            var bin = 0;
            for (var step = MaxBins / 2; step > 0; step /= 2)
                bin += padded[bin + step - 1] < value ? step : 0;
            bins[row] = (byte)bin;
        }

        return bins;
    }
}
