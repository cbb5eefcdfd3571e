using System.Buffers;

namespace DarkMachines.Neighbours;

/// <summary>
/// The k nearest points found so far for each of a few queries, nearest first; of equally distant ones the lower row
/// number comes first. The arrays are rented; disposing returns them.
/// </summary>
internal sealed class NeighbourLists : IDisposable
{
    private const int MostQueries = 512;
    private const int MostPlaces = 1 << 18;

    private readonly int _neighbours;
    private readonly float[] _distances;
    private readonly int[] _rows;
    private readonly int[] _counts;

    /// <summary>Makes empty lists.</summary>
    /// <param name="neighbours">Length of a full list, k.</param>
    public NeighbourLists(int neighbours)
    {
        _neighbours = neighbours;
        Capacity = Math.Clamp(MostPlaces / neighbours, 8, MostQueries);
        _distances = ArrayPool<float>.Shared.Rent(checked(Capacity * neighbours));
        _rows = ArrayPool<int>.Shared.Rent(Capacity * neighbours);
        _counts = ArrayPool<int>.Shared.Rent(Capacity);
    }

    /// <summary>Most queries at a time.</summary>
    public int Capacity { get; }

    /// <summary>Distances of a query's neighbours, ascending; squared if the metric is Euclidean.</summary>
    public ReadOnlySpan<float> Distances(int query) => _distances.AsSpan(query * _neighbours, _neighbours);

    /// <summary>Row numbers of a query's neighbours, nearest first.</summary>
    public ReadOnlySpan<int> Rows(int query) => _rows.AsSpan(query * _neighbours, _neighbours);

    /// <summary>The distance beyond which no point enters a query's list; infinity until the list is full.</summary>
    public float Farthest(int query) =>
        _counts[query] < _neighbours ? float.PositiveInfinity : _distances[(query + 1) * _neighbours - 1];

    /// <summary>Empties all lists.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>Takes a point into a query's list if it belongs there.</summary>
    public void Offer(int query, int row, float distance)
    {
        var distances = _distances.AsSpan(query * _neighbours, _neighbours);
        var rows = _rows.AsSpan(query * _neighbours, _neighbours);

        // Only a query that is not finite has NaN distances.
        if (float.IsNaN(distance))
            distance = float.PositiveInfinity;
        ref var count = ref _counts[query];
        if (count < _neighbours)
            count++;
        else if (!IsNearer(distance, row, distances[^1], rows[^1]))
            return;

        var place = count - 1;
        for (; place > 0 && IsNearer(distance, row, distances[place - 1], rows[place - 1]); place--)
        {
            distances[place] = distances[place - 1];
            rows[place] = rows[place - 1];
        }

        distances[place] = distance;
        rows[place] = row;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_distances);
        ArrayPool<int>.Shared.Return(_rows);
        ArrayPool<int>.Shared.Return(_counts);
    }

    private static bool IsNearer(float distance, int row, float otherDistance, int otherRow) =>
        distance < otherDistance || (distance == otherDistance && row < otherRow);
}
