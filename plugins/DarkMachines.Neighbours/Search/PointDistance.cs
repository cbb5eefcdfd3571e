using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DarkMachines.Geometry;

namespace DarkMachines.Neighbours;

/// <summary>
/// The distance that decides, in float32: differences added up column by column, each operation rounded on its own.
/// <see cref="Between"/> is the definition; the vectors, one point a lane, give the same to the bit.
/// </summary>
internal static class PointDistance
{
    /// <summary>Distance of two points; squared if Euclidean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Between(ReadOnlySpan<float> query, ReadOnlySpan<float> point, bool manhattan)
    {
        var sum = 0f;
        for (var column = 0; column < query.Length; column++)
        {
            var difference = query[column] - point[column];
            sum += manhattan ? Math.Abs(difference) : difference * difference;
        }

        return sum;
    }

    /// <summary>
    /// A lower bound of the distances to all points of a box. Rounding is monotonic, so that what is nearer in every
    /// column is never farther in float32.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="box">Least values of the columns, then the greatest.</param>
    /// <param name="manhattan">Which metric.</param>
    public static float ToBox(ReadOnlySpan<float> query, ReadOnlySpan<float> box, bool manhattan)
    {
        var sum = 0f;
        for (var column = 0; column < query.Length; column++)
        {
            var difference = Math.Max(Math.Max(box[column] - query[column], query[column] - box[column + query.Length]), 0);
            sum += manhattan ? difference : difference * difference;
        }

        return sum;
    }

    /// <summary>Measures the 32 points of a block, and tells which are no farther than a limit.</summary>
    /// <param name="query">The query.</param>
    /// <param name="block">The block.</param>
    /// <param name="manhattan">Which metric.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="distances">Filled with 32 distances.</param>
    /// <returns>A bit a point, also where its distance is NaN.</returns>
    public static uint Measure(ReadOnlySpan<float> query, ReadOnlySpan<float> block, bool manhattan, float limit, Span<float> distances)
    {
        ref var points = ref MemoryMarshal.GetReference(block[..(query.Length * PointBlocks.Points)]);
        ref var answers = ref MemoryMarshal.GetReference(distances[..PointBlocks.Points]);
        if (Vector512.IsHardwareAccelerated)
            return ~Measure512(query, ref points, manhattan, limit, ref answers);
        return ~(Measure256(query, ref points, manhattan, limit, ref answers)
            | Measure256(query, ref Unsafe.Add(ref points, 16), manhattan, limit, ref Unsafe.Add(ref answers, 16)) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A process that searches once ends before the runtime has noticed what is hot.
    private static uint Measure512(ReadOnlySpan<float> query, ref float points, bool manhattan, float limit, ref float distances)
    {
        Vector512<float> low = Vector512<float>.Zero, high = Vector512<float>.Zero;
        nuint place = 0;
        foreach (var value in query)
        {
            var coordinate = Vector512.Create(value);
            var differenceLow = coordinate - Vector512.LoadUnsafe(ref points, place);
            var differenceHigh = coordinate - Vector512.LoadUnsafe(ref points, place + 16);
            low += manhattan ? Vector512.Abs(differenceLow) : differenceLow * differenceLow;
            high += manhattan ? Vector512.Abs(differenceHigh) : differenceHigh * differenceHigh;
            place += PointBlocks.Points;
        }

        low.StoreUnsafe(ref distances);
        high.StoreUnsafe(ref distances, 16);
        var limits = Vector512.Create(limit);
        return (uint)Vector512.GreaterThan(low, limits).ExtractMostSignificantBits()
            | (uint)Vector512.GreaterThan(high, limits).ExtractMostSignificantBits() << 16;
    }

    // Half a block: 16 points.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Measure256(ReadOnlySpan<float> query, ref float points, bool manhattan, float limit, ref float distances)
    {
        Vector256<float> low = Vector256<float>.Zero, high = Vector256<float>.Zero;
        nuint place = 0;
        foreach (var value in query)
        {
            var coordinate = Vector256.Create(value);
            var differenceLow = coordinate - Vector256.LoadUnsafe(ref points, place);
            var differenceHigh = coordinate - Vector256.LoadUnsafe(ref points, place + 8);
            low += manhattan ? Vector256.Abs(differenceLow) : differenceLow * differenceLow;
            high += manhattan ? Vector256.Abs(differenceHigh) : differenceHigh * differenceHigh;
            place += PointBlocks.Points;
        }

        low.StoreUnsafe(ref distances);
        high.StoreUnsafe(ref distances, 8);
        var limits = Vector256.Create(limit);
        return Vector256.GreaterThan(low, limits).ExtractMostSignificantBits()
            | Vector256.GreaterThan(high, limits).ExtractMostSignificantBits() << 8;
    }
}
