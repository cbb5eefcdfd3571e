using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DarkMachines.Geometry;

namespace DarkMachines.Neighbours;

/// <summary>
/// |x|²/2 − x·q for 8 queries × 32 points, compared with a limit a query. <see cref="Plain"/> is the definition; the
/// vectors hold 16 or 8 points of one query.
/// </summary>
internal static class TileKernel
{
    /// <summary>Queries of a tile.</summary>
    public const int Queries = 8;

    /// <summary>Tells which points are not beyond their query's limit.</summary>
    /// <param name="block">32 points, column by column.</param>
    /// <param name="halfSquares">|x|²/2 of each.</param>
    /// <param name="queries">−q of the 8 queries, column by column.</param>
    /// <param name="limits">Limit of each query.</param>
    /// <param name="near">Filled with a bit a point for each query, set also where the value is NaN.</param>
    /// <returns>False if no bit is set.</returns>
    public static bool AnyNear(
        ReadOnlySpan<float> block, ReadOnlySpan<float> halfSquares, ReadOnlySpan<float> queries, ReadOnlySpan<float> limits, Span<uint> near)
    {
        var columns = block.Length / PointBlocks.Points;
        ref var points = ref MemoryMarshal.GetReference(block);
        ref var halves = ref MemoryMarshal.GetReference(halfSquares[..PointBlocks.Points]);
        ref var coordinates = ref MemoryMarshal.GetReference(queries[..(columns * Queries)]);
        ref var limit = ref MemoryMarshal.GetReference(limits[..Queries]);
        ref var masks = ref MemoryMarshal.GetReference(near[..Queries]);
        if (Vector512.IsHardwareAccelerated)
            return Tile512(columns, ref points, ref halves, ref coordinates, ref limit, ref masks);
        if (!Vector256.IsHardwareAccelerated)
            return Plain(block, halfSquares, queries, limits, near);
        var any = false;
        for (var pair = 0; pair < Queries; pair += 2)
        {
            any |= Pair256(
                columns, ref points, ref halves, ref Unsafe.Add(ref coordinates, pair), ref Unsafe.Add(ref limit, pair), ref Unsafe.Add(ref masks, pair));
        }

        return any;
    }

    /// <summary>The same, a point and a query at a time.</summary>
    public static bool Plain(
        ReadOnlySpan<float> block, ReadOnlySpan<float> halfSquares, ReadOnlySpan<float> queries, ReadOnlySpan<float> limits, Span<uint> near)
    {
        var any = 0u;
        for (var query = 0; query < Queries; query++)
        {
            near[query] = 0;
            for (var point = 0; point < PointBlocks.Points; point++)
            {
                var value = halfSquares[point];
                for (var column = 0; column < block.Length / PointBlocks.Points; column++)
                    value += block[column * PointBlocks.Points + point] * queries[column * Queries + query];
                if (!(value > limits[query]))
                    near[query] |= 1u << point;
            }

            any |= near[query];
        }

        return any != 0;
    }

    private static bool Tile512(int columns, ref float points, ref float halves, ref float queries, ref float limits, ref uint masks)
    {
        Vector512<float> low0 = Vector512.LoadUnsafe(ref halves), high0 = Vector512.LoadUnsafe(ref halves, 16);
        Vector512<float> low1 = low0, low2 = low0, low3 = low0, low4 = low0, low5 = low0, low6 = low0, low7 = low0;
        Vector512<float> high1 = high0, high2 = high0, high3 = high0, high4 = high0, high5 = high0, high6 = high0, high7 = high0;
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

        return (Keep(low0, high0, ref limits, ref masks, 0) | Keep(low1, high1, ref limits, ref masks, 1)
            | Keep(low2, high2, ref limits, ref masks, 2) | Keep(low3, high3, ref limits, ref masks, 3)
            | Keep(low4, high4, ref limits, ref masks, 4) | Keep(low5, high5, ref limits, ref masks, 5)
            | Keep(low6, high6, ref limits, ref masks, 6) | Keep(low7, high7, ref limits, ref masks, 7)) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Keep(Vector512<float> low, Vector512<float> high, ref float limits, ref uint masks, int query)
    {
        var limit = Vector512.Create(Unsafe.Add(ref limits, query));
        var mask = ~((uint)Vector512.GreaterThan(low, limit).ExtractMostSignificantBits()
            | (uint)Vector512.GreaterThan(high, limit).ExtractMostSignificantBits() << 16);
        Unsafe.Add(ref masks, query) = mask;
        return mask;
    }

    // Two queries × 32 points take 8 of the 16 registers that 256-bit code has.
    private static bool Pair256(int columns, ref float points, ref float halves, ref float queries, ref float limits, ref uint masks)
    {
        Vector256<float> a0 = Vector256.LoadUnsafe(ref halves), b0 = Vector256.LoadUnsafe(ref halves, 8);
        Vector256<float> c0 = Vector256.LoadUnsafe(ref halves, 16), d0 = Vector256.LoadUnsafe(ref halves, 24);
        Vector256<float> a1 = a0, b1 = b0, c1 = c0, d1 = d0;
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

        masks = Keep(a0, b0, c0, d0, limits);
        Unsafe.Add(ref masks, 1) = Keep(a1, b1, c1, d1, Unsafe.Add(ref limits, 1));
        return (masks | Unsafe.Add(ref masks, 1)) != 0;
    }

    private static uint Keep(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, float limit)
    {
        var limits = Vector256.Create(limit);
        return ~(Vector256.GreaterThan(a, limits).ExtractMostSignificantBits()
            | Vector256.GreaterThan(b, limits).ExtractMostSignificantBits() << 8
            | Vector256.GreaterThan(c, limits).ExtractMostSignificantBits() << 16
            | Vector256.GreaterThan(d, limits).ExtractMostSignificantBits() << 24);
    }
}
