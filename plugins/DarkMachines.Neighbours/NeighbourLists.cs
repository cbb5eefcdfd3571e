using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace DarkMachines.Neighbours;

/// <summary>
/// The k nearest points found so far for each of a few queries, nearest first. Points must be offered in row order:
/// then of two equally distant ones the lower row number comes first. The arrays are rented; disposing returns them.
/// </summary>
internal sealed class NeighbourLists : IDisposable
{
    /// <summary>Most queries at a time.</summary>
    public const int Capacity = 32;

    private readonly int _neighbours;
    private readonly float[] _distances;
    private readonly int[] _rows;
    private readonly int[] _counts = new int[Capacity];

    /// <summary>Makes empty lists.</summary>
    /// <param name="neighbours">Length of a full list, k.</param>
    public NeighbourLists(int neighbours)
    {
        _neighbours = neighbours;
        _distances = ArrayPool<float>.Shared.Rent(checked(Capacity * neighbours));
        _rows = ArrayPool<int>.Shared.Rent(Capacity * neighbours);
    }

    /// <summary>Squared distances of a query's neighbours, ascending.</summary>
    public ReadOnlySpan<float> SquaredDistances(int query) => _distances.AsSpan(query * _neighbours, _neighbours);

    /// <summary>Row numbers of a query's neighbours, nearest first.</summary>
    public ReadOnlySpan<int> Rows(int query) => _rows.AsSpan(query * _neighbours, _neighbours);

    /// <summary>Empties all lists.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>
    /// Offers the 16 points of a block to a query's list. All are taken until the list is full; there are at least k
    /// points, so that it is full before the empty places of the last block come.
    /// </summary>
    public void Offer(int query, int firstRow, Vector256<float> low, Vector256<float> high)
    {
        var farthest = Vector256.Create(_distances[(query + 1) * _neighbours - 1]);
        var nearer = _counts[query] < _neighbours
            ? 0xFFFFu
            : Vector256.LessThan(low, farthest).ExtractMostSignificantBits()
                | Vector256.LessThan(high, farthest).ExtractMostSignificantBits() << 8;
        for (; nearer != 0; nearer &= nearer - 1)
        {
            var lane = BitOperations.TrailingZeroCount(nearer);
            Insert(query, firstRow + lane, lane < 8 ? low[lane] : high[lane - 8]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_distances);
        ArrayPool<int>.Shared.Return(_rows);
    }

    private void Insert(int query, int row, float distance)
    {
        var distances = _distances.AsSpan(query * _neighbours, _neighbours);
        var rows = _rows.AsSpan(query * _neighbours, _neighbours);
        ref var count = ref _counts[query];
        if (count < _neighbours)
            count++;
        else if (!(distance < distances[^1]))
            return;

        // Only a query with NaN has NaN distances to real points.
        if (float.IsNaN(distance))
            distance = float.PositiveInfinity;

        var place = count - 1;
        for (; place > 0 && distance < distances[place - 1]; place--)
        {
            distances[place] = distances[place - 1];
            rows[place] = rows[place - 1];
        }

        distances[place] = distance;
        rows[place] = row;
    }
}
