namespace DarkMachines.Histograms.Steps;

/// <summary>A histogram of bins of equal width over the range of a column.</summary>
/// <param name="Low">Lower edge of the first bin.</param>
/// <param name="Width">Width of a bin, above zero.</param>
/// <param name="Shares">Share of the total weight in each bin.</param>
internal sealed record ColumnHistogram(double Low, double Width, double[] Shares)
{
    /// <summary>Fills bins. The upper edge belongs to the last one; a constant column lies in the middle of a range of one.</summary>
    public static ColumnHistogram Of(WeightedColumn column, int bins)
    {
        double low = column.Values[0], high = column.Values[^1], total = column.Total;
        if (low == high)
        {
            var half = Math.Max(0.5, Math.Abs(low) * 0.5);
            (low, high) = (low - half, high + half);
        }

        var width = (high - low) / bins;
        var shares = new double[bins];
        for (var i = 0; i < column.Values.Length; i++)
            shares[Math.Clamp((int)((column.Values[i] - low) / width), 0, bins - 1)] += column.Weights[i] / total;
        return new ColumnHistogram(low, width, shares);
    }

    /// <summary>The function that has a value in each bin, one below and one above them, and others within a margin of them.</summary>
    /// <param name="values">The value of each bin.</param>
    /// <param name="outside">The value beyond the margins.</param>
    /// <param name="margin">How far beyond the outer edges the outer bins reach, in bins.</param>
    public StepFunction ToSteps(ReadOnlySpan<double> values, double outside, double margin)
    {
        var edges = new List<float> { BelowOrAt(Low - margin * Width) };
        var steps = new List<float> { (float)outside, (float)values[0] };
        for (var bin = 1; bin < values.Length; bin++)
        {
            var edge = BelowOrAt(Low + bin * Width);

            // Where bins are narrower than the spacing of floats, several edges are one.
            if (edge > edges[^1])
                edges.Add(edge);
            else
                steps.RemoveAt(steps.Count - 1);
            steps.Add((float)values[bin]);
        }

        edges.Add(Math.Max((float)(Low + (values.Length + margin) * Width), edges[^1]));
        steps.Add((float)outside);
        return new StepFunction([.. edges], [.. steps]);
    }

    // A bin has its lower edge: the greatest float below the edge is the last that lies in the bin before.
    private static float BelowOrAt(double edge)
    {
        var single = (float)Math.Clamp(edge, float.MinValue, float.MaxValue);
        return single >= edge ? MathF.BitDecrement(single) : single;
    }
}
