namespace DarkMachines.Forests;

/// <summary>The negative log likelihood of several classes, whose probabilities are the softmax of the scores.</summary>
/// <param name="labels">The class of each row.</param>
/// <param name="start">The logarithms of the classes' shares; minus infinity for a class without rows.</param>
internal sealed class SoftmaxLoss(ClassLabels labels, double[] start) : ILoss
{
    /// <inheritdoc/>
    public int Outputs => start.Length;

    /// <inheritdoc/>
    public double[] Start => start;

    /// <summary>The probabilities.</summary>
    /// <param name="scores">The scores, at least one above minus infinity.</param>
    /// <param name="probabilities">Filled with one a score.</param>
    public static void Probabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        var greatest = double.NegativeInfinity;
        foreach (var score in scores)
            greatest = Math.Max(greatest, score);
        var total = 0.0;
        for (var k = 0; k < scores.Length; k++)
            total += probabilities[k] = Math.Exp(scores[k] - greatest);
        foreach (ref var probability in probabilities)
            probability /= total;
    }

    /// <inheritdoc/>
    public double Of(int row, ReadOnlySpan<double> scores)
    {
        var greatest = double.NegativeInfinity;
        foreach (var score in scores)
            greatest = Math.Max(greatest, score);
        var total = 0.0;
        foreach (var score in scores)
            total += Math.Exp(score - greatest);
        return greatest + Math.Log(total) - scores[labels.Indices[row]];
    }

    /// <inheritdoc/>
    public void Derivatives(int row, ReadOnlySpan<double> scores, Span<double> first, Span<float> second)
    {
        Probabilities(scores, first);
        for (var k = 0; k < first.Length; k++)
        {
            second[k] = (float)(first[k] * (1 - first[k]));
            first[k] = (labels.Indices[row] == k ? 1 : 0) - first[k];
        }
    }
}
