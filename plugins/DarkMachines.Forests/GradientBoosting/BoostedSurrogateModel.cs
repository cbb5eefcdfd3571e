namespace DarkMachines.Forests;

/// <summary>
/// Values predicted by boosted trees. The uncertainty of an output is the same everywhere: the root mean square of its
/// errors on the rows held out, or, too small, on the training rows themselves if none were held out.
/// </summary>
public sealed partial class BoostedSurrogateModel : ISurrogateModel
{
    private readonly BoostedScores _scores;
    private readonly float[] _errors;

    internal BoostedSurrogateModel(
        IReadOnlyList<Feature> features, IReadOnlyList<Feature> outputs, IReadOnlyList<ValidRange> ranges, BoostedScores scores, float[] errors, int iterations)
    {
        (Features, Outputs, ValidRanges, Iterations, _scores, _errors) = (features, outputs, ranges, iterations, scores, errors);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Outputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ValidRange> ValidRanges { get; }

    /// <summary>Iterations kept.</summary>
    public int Iterations { get; }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
    {
        this.RowCount(parameters, predictions.Length, Outputs.Count);
        this.RowCount(parameters, uncertainties.Length, Outputs.Count);
        _scores.Write(parameters, Features.Count, predictions, Round);
        for (var i = 0; i < uncertainties.Length; i++)
            uncertainties[i] = _errors[i % _errors.Length];
    }

    private static void Round(Span<double> scores, Span<float> predictions)
    {
        for (var i = 0; i < scores.Length; i++)
            predictions[i] = (float)scores[i];
    }
}
