namespace DarkMachines.Mixtures.Numerics;

/// <summary>
/// Moves rows to where each column has weighted mean zero and deviation one. A constant column is only shifted. Without it
/// the squares of large or tiny units would overflow or vanish, and every tolerance would depend on the units.
/// </summary>
internal sealed class ColumnScale
{
    private ColumnScale(double[] means, double[] spreads) => (Means, Spreads, Units) = (means, spreads, [.. spreads.Select(spread => 1 / spread)]);

    /// <summary>Weighted mean of each column.</summary>
    public double[] Means { get; }

    /// <summary>Weighted standard deviation of each column (divided by the total weight); one for a constant column.</summary>
    public double[] Spreads { get; }

    /// <summary>One over each spread: all scale by multiplying, so that they agree to the bit.</summary>
    public double[] Units { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => Means.Length;

    /// <summary>Learns means and spreads; leaves the rows as they are if asked.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="standardise">False for spreads of one.</param>
    public static ColumnScale Of(TrainingRows rows, bool standardise = true)
    {
        var columns = rows.ColumnCount;
        double[] means = new double[columns], squares = new double[columns], low = new double[columns], high = new double[columns];
        Array.Fill(low, double.PositiveInfinity);
        Array.Fill(high, double.NegativeInfinity);
        foreach (var row in rows.ThatCount())
        {
            var values = rows.Table.Row(row);
            var share = rows.Weight(row) / rows.TotalWeight;
            for (var c = 0; c < columns; c++)
            {
                means[c] += share * values[c];
                (low[c], high[c]) = (Math.Min(low[c], values[c]), Math.Max(high[c], values[c]));
            }
        }

        for (var c = 0; c < columns; c++)
        {
            // Exact, so that a constant column is seen to be one.
            if (low[c] == high[c])
                means[c] = low[c];
        }

        foreach (var row in rows.ThatCount())
        {
            var values = rows.Table.Row(row);
            var share = rows.Weight(row) / rows.TotalWeight;
            for (var c = 0; c < columns; c++)
                squares[c] += share * (values[c] - means[c]) * (values[c] - means[c]);
        }

        return new ColumnScale(means, [.. squares.Select(square => standardise && square > 0 ? Math.Sqrt(square) : 1)]);
    }

    /// <summary>Back to the columns' units.</summary>
    public double[] Restore(ReadOnlySpan<double> point)
    {
        var restored = new double[point.Length];
        for (var c = 0; c < restored.Length; c++)
            restored[c] = Means[c] + Spreads[c] * point[c];
        return restored;
    }
}
