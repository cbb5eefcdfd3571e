namespace DarkMachines;

/// <summary>Learns what is ordinary from background, or unlabelled, rows.</summary>
public interface IAnomalyDetector
{
    /// <summary>Fits a model. A second call forgets the first.</summary>
    /// <param name="background">Training rows; their weights count if there are any.</param>
    /// <param name="context">Seed, threads, progress and cancellation. Same seed, any number of threads: same model.</param>
    /// <exception cref="UnusableDataException">These rows cannot be learnt from; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The context asked to stop.</exception>
    IAnomalyModel Fit(FeatureTable background, FitContext context);
}

/// <summary>Scores rows: the higher, the more anomalous, always. A threshold is set afterwards, by background efficiency.</summary>
public interface IAnomalyModel : IModel
{
    /// <summary>One score a row, the higher the more anomalous.</summary>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="scores">Filled with <c>n</c> scores.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    void Score(ReadOnlySpan<float> rows, Span<float> scores);
}
