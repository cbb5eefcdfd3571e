namespace DarkMachines.Forests;

/// <summary>Class probabilities of boosted trees: of two classes the logistic function of the score, of more the softmax.</summary>
public sealed partial class BoostedClassifierModel : IClassifierModel
{
    private readonly BoostedScores _scores;
    private readonly AnswersOfSums _answers;

    internal BoostedClassifierModel(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, BoostedScores scores, int iterations)
    {
        (Features, Classes, Iterations, _scores) = (features, classes, iterations, scores);
        _answers = classes.Count == 2 ? OfTwo : OfSeveral;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Iterations kept.</summary>
    public int Iterations { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        this.RowCount(rows, probabilities.Length, Classes.Count);
        _scores.Write(rows, Features.Count, probabilities, _answers);
    }

    private static void OfTwo(Span<double> scores, Span<float> probabilities)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            var probability = LogisticLoss.Probability(scores[row]);
            (probabilities[2 * row], probabilities[2 * row + 1]) = ((float)(1 - probability), (float)probability);
        }
    }

    private void OfSeveral(Span<double> scores, Span<float> probabilities)
    {
        for (var start = 0; start < scores.Length; start += Classes.Count)
        {
            var own = scores.Slice(start, Classes.Count);
            SoftmaxLoss.Probabilities(own, own);
            for (var k = 0; k < own.Length; k++)
                probabilities[start + k] = (float)own[k];
        }
    }
}
