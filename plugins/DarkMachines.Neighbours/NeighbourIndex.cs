using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Neighbours;

/// <summary>
/// Training rows laid out for the exact search of nearest neighbours: blocks of 16 points, within a block column by
/// column, so that one column of 8 points fills one vector.
/// </summary>
internal sealed class NeighbourIndex
{
    private const int BlockPoints = 16;

    private readonly Standardisation _standardisation;
    private readonly float[] _blocks;

    private NeighbourIndex(IReadOnlyList<Feature> features, int neighbours, int rows, Standardisation standardisation, float[] blocks)
    {
        Features = features;
        Neighbours = neighbours;
        Count = rows;
        _standardisation = standardisation;
        _blocks = blocks;
    }

    /// <summary>The columns of a row.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Number of neighbours searched for, k.</summary>
    public int Neighbours { get; }

    /// <summary>Number of training rows, N.</summary>
    public int Count { get; }

    /// <summary>Natural logarithm of the volume in the columns' units of a unit cube in the space where distances are measured.</summary>
    public double LogVolume => _standardisation.LogVolume;

    /// <summary>Lays out the rows named.</summary>
    public static NeighbourIndex Build(FeatureTable rows, ReadOnlySpan<int> used, KnnOptions options)
    {
        var columns = rows.ColumnCount;
        var standardisation = options.Standardise ? Standardisation.Learn(rows, used) : Standardisation.None(columns);
        var blockCount = (used.Length + BlockPoints - 1) / BlockPoints;
        var blocks = new float[checked(blockCount * BlockPoints * columns)];

        // Distances to the places that stay empty in the last block are NaN, which is nearer than nothing.
        Array.Fill(blocks, float.NaN);
        var point = new float[columns];
        for (var i = 0; i < used.Length; i++)
        {
            standardisation.Apply(rows.Row(used[i]), point);
            var first = i / BlockPoints * BlockPoints * columns + i % BlockPoints;
            for (var column = 0; column < columns; column++)
                blocks[first + column * BlockPoints] = point[column];
        }

        return new NeighbourIndex(rows.Features, options.Neighbours, used.Length, standardisation, blocks);
    }

    /// <summary>Finds the nearest neighbours of at most <see cref="NeighbourLists.Capacity"/> rows.</summary>
    /// <param name="rows">Row-major rows, not standardised.</param>
    /// <param name="lists">One list a row, filled.</param>
    public void Find(ReadOnlySpan<float> rows, NeighbourLists lists)
    {
        var columns = Features.Count;
        var rented = ArrayPool<float>.Shared.Rent(rows.Length);
        var queries = rented.AsSpan(0, rows.Length);
        for (var start = 0; start < rows.Length; start += columns)
            _standardisation.Apply(rows.Slice(start, columns), queries.Slice(start, columns));

        // A block stays in the first-level cache while all queries pass over it.
        lists.Clear();
        var blockLength = BlockPoints * columns;
        for (int offset = 0, firstRow = 0; offset < _blocks.Length; offset += blockLength, firstRow += BlockPoints)
        {
            var block = _blocks.AsSpan(offset, blockLength);
            for (int query = 0, start = 0; start < queries.Length; query++, start += columns)
            {
                var (low, high) = SquaredDistances(block, queries.Slice(start, columns));
                lists.Offer(query, firstRow, low, high);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>
    /// Squared distances from one query to the 16 points of a block, one point a lane. Each lane adds up its columns
    /// in order, multiplication and addition rounded apart, so the sum is that of the plain scalar loop to the bit.
    /// </summary>
    private static (Vector256<float> Low, Vector256<float> High) SquaredDistances(ReadOnlySpan<float> block, ReadOnlySpan<float> query)
    {
        Vector256<float> low = Vector256<float>.Zero, high = Vector256<float>.Zero;
        ref var lane = ref MemoryMarshal.GetReference(block);
        nuint place = 0;
        foreach (var value in query)
        {
            var coordinate = Vector256.Create(value);
            var differenceLow = coordinate - Vector256.LoadUnsafe(ref lane, place);
            var differenceHigh = coordinate - Vector256.LoadUnsafe(ref lane, place + BlockPoints / 2);
            low += differenceLow * differenceLow;
            high += differenceHigh * differenceHigh;
            place += BlockPoints;
        }

        return (low, high);
    }
}
