using System.Buffers;
using System.Numerics;
using DarkMachines.Geometry;

namespace DarkMachines.Neighbours;

/// <summary>
/// Exact Euclidean search by brute force: half the squared distance less half the query's square is |x|²/2 − x·q, which
/// a register tile of 8 queries × 32 points gives in one multiply-add a column. It only rules points out: what may
/// belong in a list, given how far rounding can mislead, is measured by <see cref="PointDistance.Between"/>.
/// </summary>
internal sealed class TiledSearch : INeighbourSearch
{
    private const int TileFloats = 1 << 16;

    private readonly int _columns;
    private readonly float[] _points;
    private readonly double[] _centres;
    private readonly PointBlocks _blocks;
    private readonly float[] _halfSquares;
    private readonly double _margin;

    /// <summary>Lays out the points.</summary>
    /// <param name="points">Row-major points; the array is kept.</param>
    /// <param name="columns">Values of a point.</param>
    public TiledSearch(float[] points, int columns)
    {
        var count = points.Length / columns;
        _columns = columns;
        _points = points;
        _centres = Centres(points, columns);

        // With ε = 2⁻²⁴ and c columns, rounding shifts the tile's value by at most 2cε(|x|² + |q|²) with or without fused
        // operations, centring by 2ε(…), and half the distance that decides by (c + 3)ε(…): below the margin's 4c + 16. Errors in
        // proportion to the limit itself are covered by widening it as much.
        _margin = (2 * columns + 8) * Math.ScaleB(1, -23);
        var centred = new float[points.Length];
        _halfSquares = new float[PointBlocks.CountFor(count) * PointBlocks.Points];
        Array.Fill(_halfSquares, float.PositiveInfinity);
        for (var row = 0; row < count; row++)
        {
            var square = Centre(points.AsSpan(row * columns, columns), centred.AsSpan(row * columns, columns));
            _halfSquares[row] = MathF.BitDecrement((float)((0.5 - _margin) * square));
        }

        _blocks = new PointBlocks(centred, columns, [.. Enumerable.Range(0, count)], empty: 0);
    }

    /// <inheritdoc/>
    public void Find(ReadOnlySpan<float> queries, NeighbourLists lists)
    {
        var groups = (queries.Length / _columns + TileKernel.Queries - 1) / TileKernel.Queries;
        var transposed = ArrayPool<float>.Shared.Rent(groups * TileKernel.Queries * _columns);
        var squares = ArrayPool<double>.Shared.Rent(groups * TileKernel.Queries);
        Transpose(queries, transposed, squares);

        // A tile of points stays in the second-level cache while all groups of queries pass over it.
        var step = Math.Max(1, TileFloats / (PointBlocks.Points * _columns));
        for (var first = 0; first < _blocks.Count; first += step)
        {
            for (var group = 0; group < groups; group++)
                Pass(group, first, Math.Min(first + step, _blocks.Count), queries, transposed, squares, lists);
        }

        ArrayPool<float>.Shared.Return(transposed);
        ArrayPool<double>.Shared.Return(squares);
    }

    /// <inheritdoc/>
    public float[] Points() => _points;

    private void Pass(int group, int first, int end, ReadOnlySpan<float> queries, float[] transposed, double[] squares, NeighbourLists lists)
    {
        var firstQuery = group * TileKernel.Queries;
        var count = Math.Min(TileKernel.Queries, queries.Length / _columns - firstQuery);
        var coordinates = transposed.AsSpan(firstQuery * _columns, TileKernel.Queries * _columns);
        Span<float> limits = stackalloc float[TileKernel.Queries];
        Span<uint> near = stackalloc uint[TileKernel.Queries];
        limits.Fill(float.NegativeInfinity);
        for (var query = 0; query < count; query++)
            limits[query] = Limit(squares[firstQuery + query], lists.Farthest(firstQuery + query));
        for (var block = first; ; block++)
        {
            block += TileKernel.FirstNear(_blocks.Range(block, end - block), _halfSquares.AsSpan(block * PointBlocks.Points), coordinates, limits, near);
            if (block == end)
                return;
            for (var query = 0; query < count; query++)
            {
                if (near[query] == 0)
                    continue;
                var row = queries.Slice((firstQuery + query) * _columns, _columns);
                Offer(firstQuery + query, row, block, near[query], lists);
                limits[query] = Limit(squares[firstQuery + query], lists.Farthest(firstQuery + query));
            }
        }
    }

    private void Offer(int query, ReadOnlySpan<float> row, int block, uint near, NeighbourLists lists)
    {
        for (; near != 0; near &= near - 1)
        {
            var number = block * PointBlocks.Points + BitOperations.TrailingZeroCount(near);
            if (number * _columns >= _points.Length)
                return;
            var distance = PointDistance.Between(row, _points.AsSpan(number * _columns, _columns), manhattan: false);
            lists.Offer(query, number, distance);
        }
    }

    // The least normal number covers what is lost where squares underflow; where they overflow all points are measured.
    private float Limit(double square, float farthest) => float.IsFinite((float)square)
        ? MathF.BitIncrement((float)((0.5 + _margin) * farthest - (0.5 - _margin) * square + _columns * Math.ScaleB(1, -126)))
        : float.PositiveInfinity;

    private double Centre(ReadOnlySpan<float> point, Span<float> centred)
    {
        var square = 0.0;
        for (var column = 0; column < point.Length; column++)
        {
            centred[column] = (float)(point[column] - _centres[column]);
            square += (double)centred[column] * centred[column];
        }

        return square;
    }

    private void Transpose(ReadOnlySpan<float> queries, float[] transposed, double[] squares)
    {
        var centred = ArrayPool<float>.Shared.Rent(_columns);
        Array.Clear(transposed);
        for (var query = 0; query * _columns < queries.Length; query++)
        {
            squares[query] = Centre(queries.Slice(query * _columns, _columns), centred.AsSpan(0, _columns));
            var (group, lane) = Math.DivRem(query, TileKernel.Queries);
            for (var column = 0; column < _columns; column++)
                transposed[(group * _columns + column) * TileKernel.Queries + lane] = float.IsFinite((float)squares[query]) ? -centred[column] : 0;
        }

        ArrayPool<float>.Shared.Return(centred);
    }

    private static double[] Centres(float[] points, int columns)
    {
        var sums = new double[columns];
        for (var start = 0; start < points.Length; start += columns)
        {
            for (var column = 0; column < columns; column++)
                sums[column] += points[start + column];
        }

        return [.. sums.Select(sum => sum * columns / points.Length)];
    }
}
