using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DarkMachines.Geometry;

namespace DarkMachines.Kernels;

/// <summary>
/// Squared distances of 8 queries to blocks of points, and the terms that follow from them, in registers. Differences are
/// squared: the identity with dot products would lose the digits that an exponent needs. <see cref="Plain{T}"/> is the
/// definition.
/// </summary>
internal static class KernelTile
{
    /// <summary>Queries of a tile.</summary>
    public const int Queries = 8;

    /// <summary>Adds the terms of some points to the sums of 8 queries.</summary>
    /// <param name="kind">What is added.</param>
    /// <param name="points">Blocks of 32 points, column by column.</param>
    /// <param name="weights">A weight a point.</param>
    /// <param name="queries">The queries, column by column.</param>
    /// <param name="shifts">A shift a query.</param>
    /// <param name="sums">A sum a query.</param>
    public static void Add(
        TermKind kind, ReadOnlySpan<float> points, ReadOnlySpan<float> weights, ReadOnlySpan<float> queries, ReadOnlySpan<float> shifts, Span<double> sums)
    {
        Span<float> parts = stackalloc float[Queries * 16];
        parts.Fill(kind == TermKind.Greatest ? float.NegativeInfinity : 0);
        switch (kind)
        {
            case TermKind.Gaussian:
                Run<GaussianTerm>(points, weights, queries, shifts, parts);
                break;
            case TermKind.Epanechnikov:
                Run<EpanechnikovTerm>(points, weights, queries, shifts, parts);
                break;
            default:
                Run<GreatestTerm>(points, weights, queries, shifts, parts);
                break;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            ref var sum = ref sums[i / 16];
            sum = kind == TermKind.Greatest ? Math.Max(sum, parts[i]) : sum + parts[i];
        }
    }

    /// <summary>The terms one by one, into the first of 16 partial sums a query.</summary>
    public static void Plain<T>(
        ReadOnlySpan<float> points, ReadOnlySpan<float> weights, ReadOnlySpan<float> queries, ReadOnlySpan<float> shifts, Span<float> parts)
        where T : ITerm
    {
        var columns = queries.Length / Queries;
        for (var query = 0; query < Queries; query++)
        {
            for (var point = 0; point < weights.Length; point++)
            {
                var block = points[(point / PointBlocks.Points * PointBlocks.Points * columns)..];
                var square = 0f;
                for (var column = 0; column < columns; column++)
                {
                    var difference = block[column * PointBlocks.Points + point % PointBlocks.Points] - queries[column * Queries + query];
                    square += difference * difference;
                }

                ref var part = ref parts[query * 16 + point % 16];
                part = T.Take(part, weights[point], square, shifts[query]);
            }
        }
    }

    private static void Run<T>(
        ReadOnlySpan<float> points, ReadOnlySpan<float> weights, ReadOnlySpan<float> queries, ReadOnlySpan<float> shifts, Span<float> parts)
        where T : ITerm
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            Plain<T>(points, weights, queries, shifts, parts);
            return;
        }

        var columns = queries.Length / Queries;
        ref var point = ref MemoryMarshal.GetReference(points[..(weights.Length * columns)]);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var query = ref MemoryMarshal.GetReference(queries);
        ref var shift = ref MemoryMarshal.GetReference(shifts[..Queries]);
        ref var part = ref MemoryMarshal.GetReference(parts[..(Queries * 16)]);
        if (Vector512.IsHardwareAccelerated)
        {
            Eight512<T>(weights.Length / PointBlocks.Points, columns, ref point, ref weight, ref query, ref shift, ref part);
            return;
        }

        for (var first = 0; first < Queries; first += 4)
        {
            Four256<T>(
                weights.Length / PointBlocks.Points, columns, ref point, ref weight, ref Unsafe.Add(ref query, first),
                ref Unsafe.Add(ref shift, first), ref Unsafe.Add(ref part, first * 16));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A process that searches once ends before the runtime has noticed what is hot.
    private static void Eight512<T>(int blocks, int columns, ref float points, ref float weights, ref float queries, ref float shifts, ref float parts)
        where T : ITerm
    {
        Vector512<float> sum0 = Vector512.LoadUnsafe(ref parts), sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0;
        for (var half = 0; half < 2 * blocks; half++)
        {
            ref var lanes = ref Unsafe.Add(ref points, half / 2 * PointBlocks.Points * columns + half % 2 * 16);
            ref var query = ref queries;
            Vector512<float> d0 = Vector512<float>.Zero, d1 = d0, d2 = d0, d3 = d0, d4 = d0, d5 = d0, d6 = d0, d7 = d0;
            for (var column = 0; column < columns; column++)
            {
                var x = Vector512.LoadUnsafe(ref lanes);
                d0 = AddSquare(d0, x, query);
                d1 = AddSquare(d1, x, Unsafe.Add(ref query, 1));
                d2 = AddSquare(d2, x, Unsafe.Add(ref query, 2));
                d3 = AddSquare(d3, x, Unsafe.Add(ref query, 3));
                d4 = AddSquare(d4, x, Unsafe.Add(ref query, 4));
                d5 = AddSquare(d5, x, Unsafe.Add(ref query, 5));
                d6 = AddSquare(d6, x, Unsafe.Add(ref query, 6));
                d7 = AddSquare(d7, x, Unsafe.Add(ref query, 7));
                lanes = ref Unsafe.Add(ref lanes, PointBlocks.Points);
                query = ref Unsafe.Add(ref query, Queries);
            }

            var weight = Vector512.LoadUnsafe(ref weights, (nuint)(half * 16));
            sum0 = T.Take(sum0, weight, d0, Vector512.Create(shifts));
            sum1 = T.Take(sum1, weight, d1, Vector512.Create(Unsafe.Add(ref shifts, 1)));
            sum2 = T.Take(sum2, weight, d2, Vector512.Create(Unsafe.Add(ref shifts, 2)));
            sum3 = T.Take(sum3, weight, d3, Vector512.Create(Unsafe.Add(ref shifts, 3)));
            sum4 = T.Take(sum4, weight, d4, Vector512.Create(Unsafe.Add(ref shifts, 4)));
            sum5 = T.Take(sum5, weight, d5, Vector512.Create(Unsafe.Add(ref shifts, 5)));
            sum6 = T.Take(sum6, weight, d6, Vector512.Create(Unsafe.Add(ref shifts, 6)));
            sum7 = T.Take(sum7, weight, d7, Vector512.Create(Unsafe.Add(ref shifts, 7)));
        }

        sum0.StoreUnsafe(ref parts);
        sum1.StoreUnsafe(ref parts, 16);
        sum2.StoreUnsafe(ref parts, 32);
        sum3.StoreUnsafe(ref parts, 48);
        sum4.StoreUnsafe(ref parts, 64);
        sum5.StoreUnsafe(ref parts, 80);
        sum6.StoreUnsafe(ref parts, 96);
        sum7.StoreUnsafe(ref parts, 112);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four256<T>(int blocks, int columns, ref float points, ref float weights, ref float queries, ref float shifts, ref float parts)
        where T : ITerm
    {
        Vector256<float> sum0 = Vector256.LoadUnsafe(ref parts), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (var quarter = 0; quarter < 4 * blocks; quarter++)
        {
            ref var lanes = ref Unsafe.Add(ref points, quarter / 4 * PointBlocks.Points * columns + quarter % 4 * 8);
            ref var query = ref queries;
            Vector256<float> d0 = Vector256<float>.Zero, d1 = d0, d2 = d0, d3 = d0;
            for (var column = 0; column < columns; column++)
            {
                var x = Vector256.LoadUnsafe(ref lanes);
                d0 = AddSquare(d0, x, query);
                d1 = AddSquare(d1, x, Unsafe.Add(ref query, 1));
                d2 = AddSquare(d2, x, Unsafe.Add(ref query, 2));
                d3 = AddSquare(d3, x, Unsafe.Add(ref query, 3));
                lanes = ref Unsafe.Add(ref lanes, PointBlocks.Points);
                query = ref Unsafe.Add(ref query, Queries);
            }

            var weight = Vector256.LoadUnsafe(ref weights, (nuint)(quarter * 8));
            sum0 = T.Take(sum0, weight, d0, Vector256.Create(shifts));
            sum1 = T.Take(sum1, weight, d1, Vector256.Create(Unsafe.Add(ref shifts, 1)));
            sum2 = T.Take(sum2, weight, d2, Vector256.Create(Unsafe.Add(ref shifts, 2)));
            sum3 = T.Take(sum3, weight, d3, Vector256.Create(Unsafe.Add(ref shifts, 3)));
        }

        sum0.StoreUnsafe(ref parts);
        sum1.StoreUnsafe(ref parts, 16);
        sum2.StoreUnsafe(ref parts, 32);
        sum3.StoreUnsafe(ref parts, 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AddSquare(Vector512<float> sum, Vector512<float> x, float coordinate)
    {
        var difference = x - Vector512.Create(coordinate);
        return Vector512.FusedMultiplyAdd(difference, difference, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AddSquare(Vector256<float> sum, Vector256<float> x, float coordinate)
    {
        var difference = x - Vector256.Create(coordinate);
        return Vector256.MultiplyAddEstimate(difference, difference, sum);
    }
}
