namespace DarkMachines.Forests;

/// <summary>The negative log likelihood of two classes; the score is the log odds of the second.</summary>
/// <param name="labels">The class of each row.</param>
/// <param name="start">The log odds of all rows.</param>
internal sealed class LogisticLoss(ClassLabels labels, double start) : ILoss
{
    /// <inheritdoc/>
    public int Outputs => 1;

    /// <inheritdoc/>
    public double[] Start { get; } = [start];

    /// <summary>The probability of the second class.</summary>
    /// <param name="score">The log odds.</param>
    public static double Probability(double score) => 1 / (1 + Math.Exp(-score));

    /// <inheritdoc/>
    public double Of(int row, ReadOnlySpan<double> scores)
    {
        // ln(1 + e^−m) of the margin m, without an overflow.
        var margin = labels.Indices[row] == 1 ? scores[0] : -scores[0];
        return Math.Max(-margin, 0) + Math.Log(1 + Math.Exp(-Math.Abs(margin)));
    }

    /// <inheritdoc/>
    public void Derivatives(int row, ReadOnlySpan<double> scores, Span<double> first, Span<float> second)
    {
        var probability = Probability(scores[0]);
        first[0] = labels.Indices[row] - probability;
        second[0] = (float)(probability * (1 - probability));
    }
}
