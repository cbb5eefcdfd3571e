namespace DarkMachines.Forests;

/// <summary>(value − score)²/2, summed over the values of a row.</summary>
/// <param name="values">The values.</param>
/// <param name="start">Their means.</param>
internal sealed class SquaredLoss(FeatureTable values, double[] start) : ILoss
{
    /// <inheritdoc/>
    public int Outputs => values.ColumnCount;

    /// <inheritdoc/>
    public double[] Start => start;

    /// <inheritdoc/>
    public double Of(int row, ReadOnlySpan<double> scores)
    {
        var own = values.Row(row);
        var loss = 0.0;
        for (var k = 0; k < own.Length; k++)
            loss += (own[k] - scores[k]) * (own[k] - scores[k]) / 2;
        return loss;
    }

    /// <inheritdoc/>
    public void Derivatives(int row, ReadOnlySpan<double> scores, Span<double> first, Span<float> second)
    {
        var own = values.Row(row);
        for (var k = 0; k < own.Length; k++)
            (first[k], second[k]) = (own[k] - scores[k], 1);
    }
}
