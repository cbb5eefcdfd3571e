using System.Runtime.Intrinsics;

namespace DarkMachines.Mixtures.Numerics;

/// <summary>
/// Up to 128 rows, scaled, column by column: the values of one column of 32 points fill four vectors of eight lanes, and
/// whatever is done to a point is done in its lane, so that its place in a block does not matter.
/// </summary>
/// <param name="columns">Number of columns.</param>
internal sealed class PointBlock(int columns)
{
    /// <summary>Most points of a block.</summary>
    public const int Points = 128;

    /// <summary>Points that are worked on together.</summary>
    public const int Group = 32;

    private readonly double[] _values = new double[columns * Points];
    private readonly double[] _differences = new double[columns * Points];
    private readonly double[] _weighted = new double[columns * Points];

    /// <summary>Points in it, rounded up to whole groups; the points added are zero.</summary>
    public int Filled { get; private set; }

    /// <summary>The value of a column at each point.</summary>
    public ReadOnlySpan<double> Column(int column) => _values.AsSpan(column * Points, Filled);

    /// <summary>Fills the block.</summary>
    /// <param name="rows">Row-major rows, at most 128.</param>
    /// <param name="scale">How to scale them.</param>
    public void Fill(ReadOnlySpan<float> rows, ColumnScale scale)
    {
        var count = rows.Length / columns;
        Filled = (count + Group - 1) / Group * Group;
        for (var c = 0; c < columns; c++)
        {
            double mean = scale.Means[c], spread = scale.Spreads[c];
            var column = _values.AsSpan(c * Points, Filled);
            for (var p = 0; p < count; p++)
                column[p] = (rows[p * columns + c] - mean) / spread;
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
        Subtract(_values, centre, Filled, _differences);
        if (factor.IsEmpty)
            SumOfSquares(_differences, columns, Filled, squares);
        else if (factor.Length == columns)
            DiagonalSumOfSquares(_differences, factor, Filled, squares);
        else
            TriangularSumOfSquares(_differences, factor, columns, Filled, squares);
    }

    /// <summary>Adds the sums of <c>w (x − centre)</c> and of <c>w (x − centre)(x − centre)ᵀ</c> over the points.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="weights">A weight a point.</param>
    /// <param name="first">The first sums, a number a column.</param>
    /// <param name="second">The second, as the lines of a lower triangle, or its diagonal only.</param>
    public void AddMoments(ReadOnlySpan<double> centre, ReadOnlySpan<double> weights, Span<double> first, Span<double> second)
    {
        Subtract(_values, centre, Filled, _differences);
        for (var i = 0; i < columns; i++)
        {
            var weighted = _weighted.AsSpan(i * Points, Filled);
            first[i] += Multiply(_differences.AsSpan(i * Points, Filled), weights, weighted);
            if (second.Length == columns)
            {
                second[i] += Dot(weighted, _differences.AsSpan(i * Points, Filled));
                continue;
            }

            var line = second.Slice(i * (i + 1) / 2, i + 1);
            for (var j = 0; j <= i; j++)
                line[j] += Dot(weighted, _differences.AsSpan(j * Points, Filled));
        }
    }

    private static void Subtract(ReadOnlySpan<double> values, ReadOnlySpan<double> centre, int points, Span<double> differences)
    {
        for (var c = 0; c < centre.Length; c++)
        {
            var offset = Vector512.Create(centre[c]);
            for (var p = c * Points; p < c * Points + points; p += Vector512<double>.Count)
                (Load(values, p) - offset).CopyTo(differences[p..]);
        }
    }

    private static void SumOfSquares(ReadOnlySpan<double> differences, int columns, int points, Span<double> squares)
    {
        for (var p = 0; p < points; p += Vector512<double>.Count)
        {
            var sum = Vector512<double>.Zero;
            for (var c = 0; c < columns; c++)
            {
                var d = Load(differences, c * Points + p);
                sum = Vector512.MultiplyAddEstimate(d, d, sum);
            }

            sum.CopyTo(squares[p..]);
        }
    }

    private static void DiagonalSumOfSquares(ReadOnlySpan<double> differences, ReadOnlySpan<double> factor, int points, Span<double> squares)
    {
        for (var p = 0; p < points; p += Vector512<double>.Count)
        {
            var sum = Vector512<double>.Zero;
            for (var c = 0; c < factor.Length; c++)
            {
                var y = factor[c] * Load(differences, c * Points + p);
                sum = Vector512.MultiplyAddEstimate(y, y, sum);
            }

            sum.CopyTo(squares[p..]);
        }
    }

    // A number of the triangle is read once for the four vectors of a group.
    private static void TriangularSumOfSquares(ReadOnlySpan<double> differences, ReadOnlySpan<double> factor, int columns, int points, Span<double> squares)
    {
        for (var p = 0; p < points; p += Group)
        {
            Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            for (int i = 0, f = 0; i < columns; i++)
            {
                Vector512<double> y0 = default, y1 = default, y2 = default, y3 = default;
                for (var j = 0; j <= i; j++, f++)
                {
                    var entry = Vector512.Create(factor[f]);
                    var d = differences.Slice(j * Points + p, Group);
                    y0 = Vector512.MultiplyAddEstimate(entry, Load(d, 0), y0);
                    y1 = Vector512.MultiplyAddEstimate(entry, Load(d, 8), y1);
                    y2 = Vector512.MultiplyAddEstimate(entry, Load(d, 16), y2);
                    y3 = Vector512.MultiplyAddEstimate(entry, Load(d, 24), y3);
                }

                sum0 = Vector512.MultiplyAddEstimate(y0, y0, sum0);
                sum1 = Vector512.MultiplyAddEstimate(y1, y1, sum1);
                sum2 = Vector512.MultiplyAddEstimate(y2, y2, sum2);
                sum3 = Vector512.MultiplyAddEstimate(y3, y3, sum3);
            }

            sum0.CopyTo(squares[p..]);
            sum1.CopyTo(squares[(p + 8)..]);
            sum2.CopyTo(squares[(p + 16)..]);
            sum3.CopyTo(squares[(p + 24)..]);
        }
    }

    // Writes the products and returns their sum.
    private static double Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> product)
    {
        var sum = Vector512<double>.Zero;
        for (var p = 0; p < left.Length; p += Vector512<double>.Count)
        {
            var value = Load(left, p) * Load(right, p);
            value.CopyTo(product[p..]);
            sum += value;
        }

        return Vector512.Sum(sum);
    }

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

    private static Vector512<double> Load(ReadOnlySpan<double> values, int start) =>
        Vector512.LoadUnsafe(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(values), (nuint)start);
}
