namespace DarkMachines.Geometry;

/// <summary>
/// The layout that vector kernels read: blocks of 32 points, within a block column by column, so that one column of a
/// block fills two vectors of 16 lanes. Places that stay empty in the last block are filled with a value of the caller's.
/// </summary>
internal static class PointBlocks
{
    /// <summary>Points of a block.</summary>
    public const int Points = 32;

    /// <summary>Number of blocks for a number of points.</summary>
    public static int CountFor(int points) => (points + Points - 1) / Points;

    /// <summary>Lays out row-major points in the order given.</summary>
    /// <param name="rows">Row-major points.</param>
    /// <param name="columns">Values of a point.</param>
    /// <param name="order">Which point lies at each place.</param>
    /// <param name="empty">What fills the empty places.</param>
    public static float[] LayOut(ReadOnlySpan<float> rows, int columns, ReadOnlySpan<int> order, float empty)
    {
        var blocks = new float[checked(CountFor(order.Length) * Points * columns)];
        if (order.Length % Points != 0)
            blocks.AsSpan(blocks.Length - Points * columns).Fill(empty);
        for (var i = 0; i < order.Length; i++)
        {
            var point = rows.Slice(order[i] * columns, columns);
            var place = i / Points * Points * columns + i % Points;
            for (var column = 0; column < columns; column++)
                blocks[place + column * Points] = point[column];
        }

        return blocks;
    }
}
