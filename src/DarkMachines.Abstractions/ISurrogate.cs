namespace DarkMachines;

/// <summary>Learns to answer in place of an expensive theory code: parameters in, values out.</summary>
public interface ISurrogate
{
    /// <summary>Fits a model. A second call forgets the first.</summary>
    /// <param name="parameters">The points that the theory code was run on; their weights count if there are any.</param>
    /// <param name="values">
    /// What it answered, one row a point. A classification is given as one column of zeros and ones a class;
    /// the prediction is then the class's probability.
    /// </param>
    /// <param name="context">Seed, threads, progress and cancellation. Same seed, any number of threads: same model.</param>
    /// <exception cref="UnusableDataException">These points cannot be learnt from; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The context asked to stop.</exception>
    ISurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context);
}

/// <summary>Predicts values, tells how sure it is, and states where it may be asked.</summary>
public interface ISurrogateModel : IModel
{
    /// <summary>The values predicted, in order.</summary>
    IReadOnlyList<Feature> Outputs { get; }

    /// <summary>For each parameter the range it was trained on: outside it a prediction is a guess.</summary>
    IReadOnlyList<ValidRange> ValidRanges { get; }

    /// <summary>Predictions and their uncertainties.</summary>
    /// <param name="parameters">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="predictions">Filled row-major, <c>n × Outputs.Count</c>.</param>
    /// <param name="uncertainties">Filled row-major, <c>n × Outputs.Count</c>: one standard deviation, in the output's unit; NaN where it is not known.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties);
}

/// <summary>The closed range of a parameter.</summary>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value.</param>
public readonly record struct ValidRange(float Low, float High)
{
    /// <summary>True for a value within the range; false for NaN.</summary>
    /// <param name="value">The value asked about.</param>
    public bool Contains(float value) => value >= Low && value <= High;
}
