using System.Numerics;

namespace DarkMachines.Neighbours;

/// <summary>Partial sorting of keys with the rows they belong to.</summary>
internal static class Selection
{
    /// <summary>Brings the least keys to the front (Hoare's selection; sorts once the pivots have turned out badly too often).</summary>
    /// <param name="keys">The keys, none NaN.</param>
    /// <param name="rows">The row of each key.</param>
    /// <param name="count">How many come to the front.</param>
    public static void MoveLeastFirst(Span<float> keys, Span<int> rows, int count)
    {
        var patience = 4 * BitOperations.Log2((uint)keys.Length + 1);
        while (count > 0 && count < keys.Length)
        {
            if (patience-- == 0)
            {
                keys.Sort(rows);
                return;
            }

            var split = Partition(keys, rows);
            var (start, length) = count <= split ? (0, split) : (split, keys.Length - split);
            keys = keys.Slice(start, length);
            rows = rows.Slice(start, length);
            count -= start;
        }
    }

    // Everything before the place returned is no greater than anything from there on; both sides hold something.
    private static int Partition(Span<float> keys, Span<int> rows)
    {
        var pivot = MedianOfThree(keys[0], keys[(keys.Length - 1) / 2], keys[^1]);
        int low = -1, high = keys.Length;
        while (true)
        {
            do low++;
            while (keys[low] < pivot);
            do high--;
            while (keys[high] > pivot);
            if (low >= high)
                return high + 1;
            (keys[low], keys[high]) = (keys[high], keys[low]);
            (rows[low], rows[high]) = (rows[high], rows[low]);
        }
    }

    private static float MedianOfThree(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
