using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DarkMachines.Geometry;

namespace DarkMachines.Neighbours;

/// <summary>
/// |x|²/2 − limit − x·q for 8 queries × 32 points: a point is near where it is negative. <see cref="Plain"/> is the
/// definition; the vectors hold 16 or 8 points of one query.
/// </summary>
internal static class TileKernel
{
    /// <summary>Queries of a tile.</summary>
    public const int Queries = 8;

    /// <summary>Goes through blocks of points up to the first in which a point lies within its query's limit.</summary>
    /// <param name="blocks">Blocks of 32 points, column by column.</param>
    /// <param name="halfSquares">|x|²/2 of each point.</param>
    /// <param name="queries">−q of the 8 queries, column by column.</param>
    /// <param name="limits">Limit of each query.</param>
    /// <param name="near">Filled with a bit a point of that block for each query.</param>
    /// <returns>The number of that block; the number of blocks if there is none.</returns>
    public static int FirstNear(
        ReadOnlySpan<float> blocks, ReadOnlySpan<float> halfSquares, ReadOnlySpan<float> queries, ReadOnlySpan<float> limits, Span<uint> near)
    {
        var columns = queries.Length / Queries;
        var count = blocks.Length / (PointBlocks.Points * columns);
        ref var points = ref MemoryMarshal.GetReference(blocks);
        ref var halves = ref MemoryMarshal.GetReference(halfSquares[..(count * PointBlocks.Points)]);
        ref var coordinates = ref MemoryMarshal.GetReference(queries);
        ref var limit = ref MemoryMarshal.GetReference(limits[..Queries]);
        ref var masks = ref MemoryMarshal.GetReference(near[..Queries]);
        for (var block = 0; block < count; block++)
        {
            var any = Vector512.IsHardwareAccelerated ? Tile512(columns, ref points, ref halves, ref coordinates, ref limit, ref masks)
                : Vector256.IsHardwareAccelerated ? Tile256(columns, ref points, ref halves, ref coordinates, ref limit, ref masks)
                : Plain(blocks.Slice(block * PointBlocks.Points * columns, PointBlocks.Points * columns), halfSquares[(block * PointBlocks.Points)..], queries, limits, near);
            if (any)
                return block;
            points = ref Unsafe.Add(ref points, PointBlocks.Points * columns);
            halves = ref Unsafe.Add(ref halves, PointBlocks.Points);
        }

        return count;
    }

    /// <summary>One block, a point and a query at a time: true if any bit is set.</summary>
    public static bool Plain(
        ReadOnlySpan<float> block, ReadOnlySpan<float> halfSquares, ReadOnlySpan<float> queries, ReadOnlySpan<float> limits, Span<uint> near)
    {
        var any = 0u;
        for (var query = 0; query < Queries; query++)
        {
            near[query] = 0;
            for (var point = 0; point < PointBlocks.Points; point++)
            {
                var value = halfSquares[point] - limits[query];
                for (var column = 0; column < block.Length / PointBlocks.Points; column++)
                    value += block[column * PointBlocks.Points + point] * queries[column * Queries + query];
                if (float.IsNegative(value))
                    near[query] |= 1u << point;
            }

            any |= near[query];
        }

        return any != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A process that searches once ends before the runtime has noticed what is hot.
    private static bool Tile512(int columns, ref float points, ref float halves, ref float queries, ref float limits, ref uint masks)
    {
        Vector512<float> low0 = Vector512.LoadUnsafe(ref halves), high0 = Vector512.LoadUnsafe(ref halves, 16);
        var limit = Vector512.Create(Unsafe.Add(ref limits, 1));
        Vector512<float> low1 = low0 - limit, high1 = high0 - limit;
        limit = Vector512.Create(Unsafe.Add(ref limits, 2));
        Vector512<float> low2 = low0 - limit, high2 = high0 - limit;
        limit = Vector512.Create(Unsafe.Add(ref limits, 3));
        Vector512<float> low3 = low0 - limit, high3 = high0 - limit;
        limit = Vector512.Create(Unsafe.Add(ref limits, 4));
        Vector512<float> low4 = low0 - limit, high4 = high0 - limit;
        limit = Vector512.Create(Unsafe.Add(ref limits, 5));
        Vector512<float> low5 = low0 - limit, high5 = high0 - limit;
        limit = Vector512.Create(Unsafe.Add(ref limits, 6));
        Vector512<float> low6 = low0 - limit, high6 = high0 - limit;
        limit = Vector512.Create(Unsafe.Add(ref limits, 7));
        Vector512<float> low7 = low0 - limit, high7 = high0 - limit;
        limit = Vector512.Create(limits);
        low0 -= limit;
        high0 -= limit;
        for (var column = 0; column < columns; column++)
        {
            Vector512<float> low = Vector512.LoadUnsafe(ref points), high = Vector512.LoadUnsafe(ref points, 16);
            var query = Vector512.Create(queries);
            low0 = Vector512.FusedMultiplyAdd(low, query, low0);
            high0 = Vector512.FusedMultiplyAdd(high, query, high0);
            query = Vector512.Create(Unsafe.Add(ref queries, 1));
            low1 = Vector512.FusedMultiplyAdd(low, query, low1);
            high1 = Vector512.FusedMultiplyAdd(high, query, high1);
            query = Vector512.Create(Unsafe.Add(ref queries, 2));
            low2 = Vector512.FusedMultiplyAdd(low, query, low2);
            high2 = Vector512.FusedMultiplyAdd(high, query, high2);
            query = Vector512.Create(Unsafe.Add(ref queries, 3));
            low3 = Vector512.FusedMultiplyAdd(low, query, low3);
            high3 = Vector512.FusedMultiplyAdd(high, query, high3);
            query = Vector512.Create(Unsafe.Add(ref queries, 4));
            low4 = Vector512.FusedMultiplyAdd(low, query, low4);
            high4 = Vector512.FusedMultiplyAdd(high, query, high4);
            query = Vector512.Create(Unsafe.Add(ref queries, 5));
            low5 = Vector512.FusedMultiplyAdd(low, query, low5);
            high5 = Vector512.FusedMultiplyAdd(high, query, high5);
            query = Vector512.Create(Unsafe.Add(ref queries, 6));
            low6 = Vector512.FusedMultiplyAdd(low, query, low6);
            high6 = Vector512.FusedMultiplyAdd(high, query, high6);
            query = Vector512.Create(Unsafe.Add(ref queries, 7));
            low7 = Vector512.FusedMultiplyAdd(low, query, low7);
            high7 = Vector512.FusedMultiplyAdd(high, query, high7);
            points = ref Unsafe.Add(ref points, PointBlocks.Points);
            queries = ref Unsafe.Add(ref queries, Queries);
        }

        var signs = (low0 | high0 | low1 | high1) | (low2 | high2 | low3 | high3)
            | (low4 | high4 | low5 | high5) | (low6 | high6 | low7 | high7);
        if (signs.ExtractMostSignificantBits() == 0)
            return false;
        masks = Signs(low0, high0);
        Unsafe.Add(ref masks, 1) = Signs(low1, high1);
        Unsafe.Add(ref masks, 2) = Signs(low2, high2);
        Unsafe.Add(ref masks, 3) = Signs(low3, high3);
        Unsafe.Add(ref masks, 4) = Signs(low4, high4);
        Unsafe.Add(ref masks, 5) = Signs(low5, high5);
        Unsafe.Add(ref masks, 6) = Signs(low6, high6);
        Unsafe.Add(ref masks, 7) = Signs(low7, high7);
        return true;
    }

    private static uint Signs(Vector512<float> low, Vector512<float> high) =>
        (uint)low.ExtractMostSignificantBits() | (uint)high.ExtractMostSignificantBits() << 16;

    private static bool Tile256(int columns, ref float points, ref float halves, ref float queries, ref float limits, ref uint masks)
    {
        var any = false;
        for (var pair = 0; pair < Queries; pair += 2)
        {
            any |= Pair256(
                columns, ref points, ref halves, ref Unsafe.Add(ref queries, pair), ref Unsafe.Add(ref limits, pair), ref Unsafe.Add(ref masks, pair));
        }

        return any;
    }

    // Two queries × 32 points take 8 of the 16 registers that 256-bit code has.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Pair256(int columns, ref float points, ref float halves, ref float queries, ref float limits, ref uint masks)
    {
        Vector256<float> a0 = Vector256.LoadUnsafe(ref halves), b0 = Vector256.LoadUnsafe(ref halves, 8);
        Vector256<float> c0 = Vector256.LoadUnsafe(ref halves, 16), d0 = Vector256.LoadUnsafe(ref halves, 24);
        Vector256<float> limit0 = Vector256.Create(limits), limit1 = Vector256.Create(Unsafe.Add(ref limits, 1));
        Vector256<float> a1 = a0 - limit1, b1 = b0 - limit1, c1 = c0 - limit1, d1 = d0 - limit1;
        (a0, b0, c0, d0) = (a0 - limit0, b0 - limit0, c0 - limit0, d0 - limit0);
        for (var column = 0; column < columns; column++)
        {
            var (first, second) = (Vector256.Create(queries), Vector256.Create(Unsafe.Add(ref queries, 1)));
            var lanes = Vector256.LoadUnsafe(ref points);
            a0 = Vector256.MultiplyAddEstimate(lanes, first, a0);
            a1 = Vector256.MultiplyAddEstimate(lanes, second, a1);
            lanes = Vector256.LoadUnsafe(ref points, 8);
            b0 = Vector256.MultiplyAddEstimate(lanes, first, b0);
            b1 = Vector256.MultiplyAddEstimate(lanes, second, b1);
            lanes = Vector256.LoadUnsafe(ref points, 16);
            c0 = Vector256.MultiplyAddEstimate(lanes, first, c0);
            c1 = Vector256.MultiplyAddEstimate(lanes, second, c1);
            lanes = Vector256.LoadUnsafe(ref points, 24);
            d0 = Vector256.MultiplyAddEstimate(lanes, first, d0);
            d1 = Vector256.MultiplyAddEstimate(lanes, second, d1);
            points = ref Unsafe.Add(ref points, PointBlocks.Points);
            queries = ref Unsafe.Add(ref queries, Queries);
        }

        masks = Signs(a0, b0, c0, d0);
        Unsafe.Add(ref masks, 1) = Signs(a1, b1, c1, d1);
        return (masks | Unsafe.Add(ref masks, 1)) != 0;
    }

    private static uint Signs(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) =>
        a.ExtractMostSignificantBits() | b.ExtractMostSignificantBits() << 8
        | c.ExtractMostSignificantBits() << 16 | d.ExtractMostSignificantBits() << 24;
}
