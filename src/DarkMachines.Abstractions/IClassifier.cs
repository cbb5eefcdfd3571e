namespace DarkMachines;

/// <summary>Learns classes from labelled rows.</summary>
public interface IClassifier
{
    /// <summary>Fits a model. A second call forgets the first.</summary>
    /// <param name="rows">Training rows; their weights count if there are any.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="context">Seed, threads, progress and cancellation. Same seed, any number of threads: same model.</param>
    /// <exception cref="UnusableDataException">
    /// These rows cannot be learnt from; the message says why. Rows of one class only are refused so, or that class is
    /// certain ever after.
    /// </exception>
    /// <exception cref="OperationCanceledException">The context asked to stop.</exception>
    IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context);
}

/// <summary>Gives class probabilities.</summary>
public interface IClassifierModel : IModel
{
    /// <summary>Names of the classes, in the order of the probabilities.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Probability of each class for each row.</summary>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="probabilities">Filled row-major, <c>n × Classes.Count</c>; each row adds to one.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities);
}
