using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Mixtures.Numerics;

/// <summary>
/// Up to 64 rows, scaled, column by column: the values of one column of 32 points fill four vectors of eight lanes, and
/// whatever is done to a point is done in its lane, so that its place in a block does not matter. What is hot is compiled with
/// optimisation at its first call: a process that fits once would end before the runtime had noticed.
/// </summary>
/// <param name="columns">Number of columns.</param>
internal sealed class PointBlock(int columns)
{
    /// <summary>Most points of a block: few enough that what is worked on stays in the nearest cache.</summary>
    public const int Points = 64;

    /// <summary>Points that are worked on together.</summary>
    public const int Group = 32;

    private readonly double[] _values = new double[columns * Points];
    private readonly double[] _differences = new double[columns * Points];
    private readonly double[] _weighted = new double[2 * Points];

    /// <summary>Points in it, rounded up to whole groups; the points added are zero.</summary>
    public int Filled { get; private set; }

    /// <summary>The value of a column at each point.</summary>
    public ReadOnlySpan<double> Column(int column) => _values.AsSpan(column * Points, Filled);

    /// <summary>Fills the block.</summary>
    /// <param name="rows">Row-major rows, at most 64.</param>
    /// <param name="scale">How to scale them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ReadOnlySpan<float> rows, ColumnScale scale)
    {
        var count = rows.Length / columns;
        Filled = (count + Group - 1) / Group * Group;
        for (var c = 0; c < columns; c++)
        {
            double mean = scale.Means[c], unit = scale.Units[c];
            var column = _values.AsSpan(c * Points, Filled);
            var p = 0;
            for (; p + Vector256<float>.Count <= count; p += Vector256<float>.Count)
            {
                var (low, high) = Vector256.Widen(EightApart(rows[(p * columns + c)..], columns));
                Store((Vector512.Create(low, high) - Vector512.Create(mean)) * unit, column, p);
            }

            for (; p < count; p++)
                column[p] = (rows[p * columns + c] - mean) * unit;
            column[count..].Clear();
        }
    }

    /// <summary>For each point the squared length of <c>F (x − centre)</c>.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="factor">
    /// F: the lines of a lower triangle one after another, or one number a column if it is diagonal; empty for one.
    /// </param>
    /// <param name="squares">Filled with a number a point.</param>
    public void SquaredDistances(ReadOnlySpan<double> centre, ReadOnlySpan<double> factor, Span<double> squares)
    {
        if (factor.IsEmpty)
        {
            SumOfSquares(_values, centre, Filled, squares);
        }
        else if (factor.Length == columns)
        {
            DiagonalSumOfSquares(_values, centre, factor, Filled, squares);
        }
        else
        {
            Subtract(_values, centre, Filled, _differences);
            TriangularSumOfSquares(_differences, factor, columns, Filled, squares);
        }
    }

    /// <summary>Adds the sums of <c>w (x − centre)</c> and of <c>w (x − centre)(x − centre)ᵀ</c> over the points.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="weights">A weight a point.</param>
    /// <param name="first">The first sums, a number a column.</param>
    /// <param name="second">The second, as the lines of a lower triangle, or its diagonal only.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddMoments(ReadOnlySpan<double> centre, ReadOnlySpan<double> weights, Span<double> first, Span<double> second)
    {
        Subtract(_values, centre, Filled, _differences);
        Span<double> pair = _weighted;
        for (var i = 0; i < columns; i += 2)
        {
            var lines = Math.Min(2, columns - i);
            for (var line = 0; line < lines; line++)
                first[i + line] += Multiply(_differences.AsSpan((i + line) * Points, Filled), weights, pair.Slice(line * Points, Filled));
            if (second.Length == columns)
            {
                for (var line = 0; line < lines; line++)
                    second[i + line] += Dot(pair.Slice(line * Points, Filled), _differences.AsSpan((i + line) * Points, Filled));
            }
            else
            {
                AddLines(i, lines, second);
            }
        }
    }

    // The products of two lines with four columns at a time; those right of the diagonal are left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLines(int i, int lines, Span<double> second)
    {
        Span<double> dots = stackalloc double[8];
        for (var j = 0; j < i + lines; j += 4)
        {
            var width = Math.Min(4, columns - j);
            if (width == 4 && lines == 2)
            {
                EightDots(_weighted, _differences.AsSpan(j * Points), Filled, dots);
            }
            else
            {
                for (var d = 0; d < lines * width; d++)
                    dots[d / width * 4 + d % width] = Dot(_weighted.AsSpan(d / width * Points, Filled), _differences.AsSpan((j + d % width) * Points, Filled));
            }

            for (var line = 0; line < lines; line++)
            {
                for (var c = 0; c < width && j + c <= i + line; c++)
                    second[(i + line) * (i + line + 1) / 2 + j + c] += dots[line * 4 + c];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(ReadOnlySpan<double> values, ReadOnlySpan<double> centre, int points, Span<double> differences)
    {
        for (var c = 0; c < centre.Length; c++)
        {
            var offset = Vector512.Create(centre[c]);
            for (var p = c * Points; p < c * Points + points; p += Vector512<double>.Count)
                Store(Load(values, p) - offset, differences, p);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumOfSquares(ReadOnlySpan<double> values, ReadOnlySpan<double> centre, int points, Span<double> squares)
    {
        for (var p = 0; p < points; p += Group)
        {
            Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            for (var c = 0; c < centre.Length; c++)
            {
                var offset = Vector512.Create(centre[c]);
                var place = c * Points + p;
                Vector512<double> d0 = Load(values, place) - offset, d1 = Load(values, place + 8) - offset;
                Vector512<double> d2 = Load(values, place + 16) - offset, d3 = Load(values, place + 24) - offset;
                sum0 = Vector512.MultiplyAddEstimate(d0, d0, sum0);
                sum1 = Vector512.MultiplyAddEstimate(d1, d1, sum1);
                sum2 = Vector512.MultiplyAddEstimate(d2, d2, sum2);
                sum3 = Vector512.MultiplyAddEstimate(d3, d3, sum3);
            }

            StoreGroup(sum0, sum1, sum2, sum3, squares, p);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DiagonalSumOfSquares(
        ReadOnlySpan<double> values, ReadOnlySpan<double> centre, ReadOnlySpan<double> factor, int points, Span<double> squares)
    {
        for (var p = 0; p < points; p += Group)
        {
            Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            for (var c = 0; c < centre.Length; c++)
            {
                Vector512<double> offset = Vector512.Create(centre[c]), scale = Vector512.Create(factor[c]);
                var place = c * Points + p;
                Vector512<double> y0 = scale * (Load(values, place) - offset), y1 = scale * (Load(values, place + 8) - offset);
                Vector512<double> y2 = scale * (Load(values, place + 16) - offset), y3 = scale * (Load(values, place + 24) - offset);
                sum0 = Vector512.MultiplyAddEstimate(y0, y0, sum0);
                sum1 = Vector512.MultiplyAddEstimate(y1, y1, sum1);
                sum2 = Vector512.MultiplyAddEstimate(y2, y2, sum2);
                sum3 = Vector512.MultiplyAddEstimate(y3, y3, sum3);
            }

            StoreGroup(sum0, sum1, sum2, sum3, squares, p);
        }
    }

    // Two lines of the triangle at a time, for the four vectors of a group: eight sums hide the latency of their additions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TriangularSumOfSquares(ReadOnlySpan<double> differences, ReadOnlySpan<double> factor, int columns, int points, Span<double> squares)
    {
        for (var p = 0; p < points; p += Group)
        {
            Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            for (var i = 0; i < columns; i += 2)
            {
                // Of an odd number of columns the last line is its own neighbour, and counts once.
                var next = Math.Min(i + 1, columns - 1);
                ref var line = ref MemoryMarshal.GetReference(factor[(i * (i + 1) / 2)..]);
                ref var below = ref MemoryMarshal.GetReference(factor[(next * (next + 1) / 2)..]);
                ref var column = ref MemoryMarshal.GetReference(differences[p..]);
                Vector512<double> y0 = default, y1 = default, y2 = default, y3 = default, z0 = default, z1 = default, z2 = default, z3 = default;
                for (var j = 0; j <= i; j++)
                {
                    Vector512<double> entry = Vector512.Create(Unsafe.Add(ref line, j)), other = Vector512.Create(Unsafe.Add(ref below, j));
                    Vector512<double> d0 = Vector512.LoadUnsafe(ref column), d1 = Vector512.LoadUnsafe(ref column, 8);
                    Vector512<double> d2 = Vector512.LoadUnsafe(ref column, 16), d3 = Vector512.LoadUnsafe(ref column, 24);
                    y0 = Vector512.MultiplyAddEstimate(entry, d0, y0);
                    y1 = Vector512.MultiplyAddEstimate(entry, d1, y1);
                    y2 = Vector512.MultiplyAddEstimate(entry, d2, y2);
                    y3 = Vector512.MultiplyAddEstimate(entry, d3, y3);
                    z0 = Vector512.MultiplyAddEstimate(other, d0, z0);
                    z1 = Vector512.MultiplyAddEstimate(other, d1, z1);
                    z2 = Vector512.MultiplyAddEstimate(other, d2, z2);
                    z3 = Vector512.MultiplyAddEstimate(other, d3, z3);
                    column = ref Unsafe.Add(ref column, Points);
                }

                sum0 = Vector512.MultiplyAddEstimate(y0, y0, sum0);
                sum1 = Vector512.MultiplyAddEstimate(y1, y1, sum1);
                sum2 = Vector512.MultiplyAddEstimate(y2, y2, sum2);
                sum3 = Vector512.MultiplyAddEstimate(y3, y3, sum3);
                if (next == i)
                    continue;
                var last = Vector512.Create(Unsafe.Add(ref below, next));
                z0 = Vector512.MultiplyAddEstimate(last, Vector512.LoadUnsafe(ref column), z0);
                z1 = Vector512.MultiplyAddEstimate(last, Vector512.LoadUnsafe(ref column, 8), z1);
                z2 = Vector512.MultiplyAddEstimate(last, Vector512.LoadUnsafe(ref column, 16), z2);
                z3 = Vector512.MultiplyAddEstimate(last, Vector512.LoadUnsafe(ref column, 24), z3);
                sum0 = Vector512.MultiplyAddEstimate(z0, z0, sum0);
                sum1 = Vector512.MultiplyAddEstimate(z1, z1, sum1);
                sum2 = Vector512.MultiplyAddEstimate(z2, z2, sum2);
                sum3 = Vector512.MultiplyAddEstimate(z3, z3, sum3);
            }

            StoreGroup(sum0, sum1, sum2, sum3, squares, p);
        }
    }

    // Writes the products and returns their sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> product)
    {
        var sum = Vector512<double>.Zero;
        for (var p = 0; p < left.Length; p += Vector512<double>.Count)
        {
            var value = Load(left, p) * Load(right, p);
            Store(value, product, p);
            sum += value;
        }

        return Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Vector512<double> even = default, odd = default;
        for (var p = 0; p < left.Length; p += 2 * Vector512<double>.Count)
        {
            even = Vector512.MultiplyAddEstimate(Load(left, p), Load(right, p), even);
            odd = Vector512.MultiplyAddEstimate(Load(left, p + Vector512<double>.Count), Load(right, p + Vector512<double>.Count), odd);
        }

        return Vector512.Sum(even + odd);
    }

    // Two vectors with four: each is read once for several products, and eight sums hide the latency of their additions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightDots(ReadOnlySpan<double> pair, ReadOnlySpan<double> four, int points, Span<double> dots)
    {
        Vector512<double> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        ref var left = ref MemoryMarshal.GetReference(pair);
        ref var right = ref MemoryMarshal.GetReference(four);
        for (nuint p = 0; p < (nuint)points; p += (nuint)Vector512<double>.Count)
        {
            Vector512<double> a = Vector512.LoadUnsafe(ref left, p), b = Vector512.LoadUnsafe(ref left, p + Points);
            Vector512<double> d0 = Vector512.LoadUnsafe(ref right, p), d1 = Vector512.LoadUnsafe(ref right, p + Points);
            Vector512<double> d2 = Vector512.LoadUnsafe(ref right, p + 2 * Points), d3 = Vector512.LoadUnsafe(ref right, p + 3 * Points);
            a0 = Vector512.MultiplyAddEstimate(a, d0, a0);
            a1 = Vector512.MultiplyAddEstimate(a, d1, a1);
            a2 = Vector512.MultiplyAddEstimate(a, d2, a2);
            a3 = Vector512.MultiplyAddEstimate(a, d3, a3);
            b0 = Vector512.MultiplyAddEstimate(b, d0, b0);
            b1 = Vector512.MultiplyAddEstimate(b, d1, b1);
            b2 = Vector512.MultiplyAddEstimate(b, d2, b2);
            b3 = Vector512.MultiplyAddEstimate(b, d3, b3);
        }

        (dots[0], dots[1], dots[2], dots[3]) = (Vector512.Sum(a0), Vector512.Sum(a1), Vector512.Sum(a2), Vector512.Sum(a3));
        (dots[4], dots[5], dots[6], dots[7]) = (Vector512.Sum(b0), Vector512.Sum(b1), Vector512.Sum(b2), Vector512.Sum(b3));
    }

    private static Vector256<float> EightApart(ReadOnlySpan<float> values, int distance)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        return Vector256.Create(
            first, Unsafe.Add(ref first, distance), Unsafe.Add(ref first, 2 * distance), Unsafe.Add(ref first, 3 * distance),
            Unsafe.Add(ref first, 4 * distance), Unsafe.Add(ref first, 5 * distance), Unsafe.Add(ref first, 6 * distance), Unsafe.Add(ref first, 7 * distance));
    }

    private static Vector512<double> Load(ReadOnlySpan<double> values, int start) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    private static void Store(Vector512<double> vector, Span<double> values, int start) =>
        vector.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    private static void StoreGroup(
        Vector512<double> first, Vector512<double> second, Vector512<double> third, Vector512<double> fourth, Span<double> values, int start)
    {
        Store(first, values, start);
        Store(second, values, start + 8);
        Store(third, values, start + 16);
        Store(fourth, values, start + 24);
    }
}
