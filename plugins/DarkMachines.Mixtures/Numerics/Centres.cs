using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Mixtures.Numerics;

/// <summary>Points, each of which stands for the rows that it is nearest to.</summary>
/// <param name="scale">Where distances are measured.</param>
/// <param name="points">The points there, one after another.</param>
internal sealed class Centres(ColumnScale scale, double[] points)
{
    /// <summary>Where distances are measured.</summary>
    public ColumnScale Scale => scale;

    /// <summary>All points, one after another.</summary>
    public double[] Points => points;

    /// <summary>Number of points.</summary>
    public int Count => points.Length / scale.Columns;

    /// <summary>One point.</summary>
    public ReadOnlySpan<double> this[int index] => points.AsSpan(index * scale.Columns, scale.Columns);

    /// <summary>The nearest point of each in a block, the first of several, and its squared distance.</summary>
    /// <param name="block">The block.</param>
    /// <param name="nearest">Filled with the points' numbers.</param>
    /// <param name="squares">Filled with squared distances.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Nearest(PointBlock block, Span<long> nearest, Span<double> squares)
    {
        Span<double> own = stackalloc double[PointBlock.Points];
        squares[..block.Filled].Fill(double.PositiveInfinity);
        nearest[..block.Filled].Clear();
        for (var k = 0; k < Count; k++)
        {
            block.SquaredDistances(this[k], [], own);
            for (var p = 0; p < block.Filled; p += Vector512<double>.Count)
            {
                Vector512<double> square = Vector512.Create<double>(own[p..]), least = Vector512.Create<double>(squares[p..]);
                var isLess = Vector512.LessThan(square, least);
                Vector512.ConditionalSelect(isLess, square, least).CopyTo(squares[p..]);
                Vector512.ConditionalSelect(isLess.AsInt64(), Vector512.Create((long)k), Vector512.Create<long>(nearest[p..])).CopyTo(nearest[p..]);
            }
        }
    }

    /// <summary>The distance of each row to the nearest point, at most the largest float.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="distances">Filled with a number a row.</param>
    public void Distances(ReadOnlySpan<float> rows, Span<float> distances)
    {
        var columns = scale.Columns;
        var block = new PointBlock(columns);
        Span<double> squares = stackalloc double[PointBlock.Points];
        Span<long> nearest = stackalloc long[PointBlock.Points];
        for (var start = 0; start < distances.Length; start += PointBlock.Points)
        {
            var count = Math.Min(PointBlock.Points, distances.Length - start);
            block.Fill(rows.Slice(start * columns, count * columns), scale);
            Nearest(block, nearest, squares);
            for (var p = 0; p < count; p++)
                distances[start + p] = (float)Math.Min(Math.Sqrt(squares[p]), float.MaxValue);
        }
    }
}
