namespace DarkMachines.Statistics;

/// <summary>
/// Metrics of class probabilities. The predicted class is the most probable one, the first of them if several are
/// equally probable. Probabilities are row-major, <c>n × classCount</c>; labels are class indices.
/// </summary>
public static class ClassificationMetrics
{
    /// <summary>Least probability the logarithmic loss takes at its word: the spacing of float64 at one.</summary>
    public const double LeastProbability = 1.0 / (1L << 52);

    /// <summary>Share of rows whose class is predicted right; NaN for no rows.</summary>
    /// <param name="probabilities">Class probabilities of each row.</param>
    /// <param name="labels">Class of each row.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    public static double OverallAccuracy(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classCount)
    {
        RequireFit(probabilities, labels, classCount);
        var right = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (PredictedClass(probabilities.Slice(row * classCount, classCount)) == labels[row])
                right++;
        }

        return (double)right / labels.Length;
    }

    /// <summary>
    /// Share of one class's rows that are predicted as that class: the true-positive rate where it is the signal
    /// class, the true-negative rate where it is the background class; NaN if the class has no rows.
    /// </summary>
    /// <inheritdoc cref="OverallAccuracy"/>
    /// <param name="probabilities">Class probabilities of each row.</param>
    /// <param name="labels">Class of each row.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="ofClass">The class asked about.</param>
    public static double Recall(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classCount, int ofClass)
    {
        RequireFit(probabilities, labels, classCount);
        int rows = 0, right = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] != ofClass)
                continue;
            rows++;
            if (PredictedClass(probabilities.Slice(row * classCount, classCount)) == ofClass)
                right++;
        }

        return (double)right / rows;
    }

    /// <summary>
    /// Mean of minus the natural logarithm of the probability given to the true class, probabilities below
    /// <see cref="LeastProbability"/> taken as that; NaN for no rows.
    /// </summary>
    /// <inheritdoc cref="OverallAccuracy"/>
    public static double LogLoss(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classCount)
    {
        RequireFit(probabilities, labels, classCount);
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++)
            sum -= Math.Log(Math.Max(probabilities[row * classCount + labels[row]], LeastProbability));
        return sum / labels.Length;
    }

    /// <summary>Index of the largest probability, the first of them if several are equal.</summary>
    /// <param name="probabilities">Class probabilities of one row.</param>
    public static int PredictedClass(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var c = 1; c < probabilities.Length; c++)
        {
            if (probabilities[c] > probabilities[best])
                best = c;
        }

        return best;
    }

    private static void RequireFit(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classCount)
    {
        if (probabilities.Length != (long)labels.Length * classCount)
            throw new ArgumentException($"{probabilities.Length} probabilities for {labels.Length} rows of {classCount} classes.", nameof(probabilities));
    }
}
