namespace DarkMachines.Linear;

/// <summary>Adds what the rows from <paramref name="start"/> up to <paramref name="end"/> give to a sum.</summary>
internal delegate void AddRows(int start, int end, Span<double> sum);

/// <summary>
/// Sums over the rows of a table in double precision. The order of the additions follows from the number of rows
/// and the length of the sum alone, so that the result is the same, to the bit, on any number of threads.
/// </summary>
internal static class RowSum
{
    private const int MostBlocks = 64;
    private const int LeastRowsInBlock = 1024;

    /// <summary>Bounds the memory of the partial sums: 2²⁴ doubles are 128 MiB.</summary>
    private const int MostPartialValues = 1 << 24;

    /// <summary>Rows between two looks at the cancellation token, and the most that are handed on at once.</summary>
    public const int RowsInStep = 256;

    public static double[] Over(int rowCount, int length, FitContext context, AddRows add)
    {
        var blocks = Math.Clamp(Math.Min(rowCount / LeastRowsInBlock, MostPartialValues / length), 1, MostBlocks);
        var partial = new double[blocks][];
        context.ForEach(blocks, block =>
        {
            var sum = new double[length];
            var end = BlockStart(block + 1, blocks, rowCount);
            for (var start = BlockStart(block, blocks, rowCount); start < end; start += RowsInStep)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                add(start, Math.Min(start + RowsInStep, end), sum);
            }

            partial[block] = sum;
        });

        var total = partial[0];
        foreach (var sum in partial.AsSpan(1))
        {
            for (var i = 0; i < length; i++)
                total[i] += sum[i];
        }

        return total;
    }

    private static int BlockStart(int block, int blocks, int rowCount) => (int)((long)rowCount * block / blocks);
}
