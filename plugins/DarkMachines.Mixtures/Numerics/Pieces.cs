namespace DarkMachines.Mixtures.Numerics;

/// <summary>
/// Divides rows into pieces that threads work on, each with sums of its own, which are added up in the order of the
/// pieces: the division depends on the number of rows only, and so do the sums.
/// </summary>
internal static class Pieces
{
    private const int LeastRows = 32 * PointBlock.Points;
    private const int Most = 256;

    /// <summary>Sums over all rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="scale">How to scale them.</param>
    /// <param name="length">How many numbers are summed.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <param name="makeWork">Makes what one piece works with.</param>
    public static double[] Sum(FeatureTable table, ColumnScale scale, int length, FitContext context, Func<IBlockWork> makeWork)
    {
        var rowsAPiece = Math.Max(LeastRows, ((table.RowCount + Most - 1) / Most + PointBlock.Points - 1) / PointBlock.Points * PointBlock.Points);
        var sums = new double[(table.RowCount + rowsAPiece - 1) / rowsAPiece][];
        context.ForEach(sums.Length, piece =>
        {
            var (block, work, sum) = (new PointBlock(table.ColumnCount), makeWork(), new double[length]);
            var end = Math.Min(table.RowCount, (piece + 1) * rowsAPiece);
            for (var start = piece * rowsAPiece; start < end; start += PointBlock.Points)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(PointBlock.Points, end - start);
                block.Fill(table.Values.Slice(start * table.ColumnCount, count * table.ColumnCount), scale);
                work.Add(block, start, count, sum);
            }

            sums[piece] = sum;
        });

        var total = new double[length];
        foreach (var sum in sums)
        {
            for (var i = 0; i < length; i++)
                total[i] += sum[i];
        }

        return total;
    }
}

/// <summary>What is summed over blocks of points; one instance a piece.</summary>
internal interface IBlockWork
{
    /// <summary>Adds a block.</summary>
    /// <param name="block">The points.</param>
    /// <param name="start">Row of the first point.</param>
    /// <param name="count">How many points are rows.</param>
    /// <param name="sums">What to add to.</param>
    void Add(PointBlock block, int start, int count, Span<double> sums);
}
