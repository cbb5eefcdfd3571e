using System.Runtime.InteropServices;

namespace DarkMachines.Geometry;

/// <summary>
/// The layout that vector kernels read: blocks of 32 points, within a block column by column, so that one column of a
/// block fills two vectors of 16 lanes. Each vector lies in one cache line: kernels are bound by their loads.
/// </summary>
internal sealed class PointBlocks
{
    /// <summary>Points of a block.</summary>
    public const int Points = 32;

    private const int CacheLine = 64;

    // Pinned, so that what is aligned stays so.
    private readonly float[] _values;
    private readonly int _first;
    private readonly int _blockLength;

    /// <summary>Lays out row-major points in the order given.</summary>
    /// <param name="rows">Row-major points.</param>
    /// <param name="columns">Values of a point.</param>
    /// <param name="order">Which point lies at each place.</param>
    /// <param name="empty">What fills the empty places of the last block.</param>
    public PointBlocks(ReadOnlySpan<float> rows, int columns, ReadOnlySpan<int> order, float empty)
    {
        Count = CountFor(order.Length);
        _blockLength = Points * columns;
        _values = GC.AllocateUninitializedArray<float>(checked(Count * _blockLength + CacheLine / sizeof(float)), pinned: true);
        _first = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0) & (CacheLine - 1)) / sizeof(float);
        if (order.Length % Points != 0)
            Place(Count - 1).Fill(empty);
        for (var i = 0; i < order.Length; i++)
        {
            var point = rows.Slice(order[i] * columns, columns);
            var place = Place(i / Points)[(i % Points)..];
            for (var column = 0; column < columns; column++)
                place[column * Points] = point[column];
        }
    }

    /// <summary>Number of blocks.</summary>
    public int Count { get; }

    /// <summary>A block: 32 values a column.</summary>
    public ReadOnlySpan<float> this[int block] => Place(block);

    /// <summary>Some blocks, one after another.</summary>
    public ReadOnlySpan<float> Range(int first, int count) => _values.AsSpan(_first + first * _blockLength, count * _blockLength);

    /// <summary>Row-major points again.</summary>
    /// <param name="order">The order that they were laid out in.</param>
    public float[] RowMajor(ReadOnlySpan<int> order)
    {
        var columns = _blockLength / Points;
        var rows = new float[order.Length * columns];
        for (var i = 0; i < order.Length; i++)
        {
            var place = Place(i / Points)[(i % Points)..];
            for (var column = 0; column < columns; column++)
                rows[order[i] * columns + column] = place[column * Points];
        }

        return rows;
    }

    /// <summary>Number of blocks for a number of points.</summary>
    public static int CountFor(int points) => (points + Points - 1) / Points;

    private Span<float> Place(int block) => _values.AsSpan(_first + block * _blockLength, _blockLength);
}
