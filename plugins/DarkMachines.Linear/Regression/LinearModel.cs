namespace DarkMachines.Linear;

/// <summary>A fitted linear regression: each value is an intercept plus coefficients · row.</summary>
/// <remarks>
/// The uncertainty of a prediction is the standard deviation of the training residuals, corrected for the coefficients
/// that were fitted; it is the same everywhere. It is NaN, not known, where there were no more training rows than
/// coefficients. A row with NaN gets NaN.
/// </remarks>
public sealed partial class LinearModel : ISurrogateModel
{
    private readonly double[] _coefficients;
    private readonly double[] _intercepts;
    private readonly float[] _noise;

    internal LinearModel(
        IReadOnlyList<Feature> features, IReadOnlyList<Feature> outputs, IReadOnlyList<ValidRange> ranges, double[] coefficients, double[] intercepts, double[] noise)
    {
        Features = features;
        Outputs = outputs;
        ValidRanges = ranges;
        Intercepts = Array.AsReadOnly(intercepts);
        _coefficients = coefficients;
        _intercepts = intercepts;
        _noise = [.. noise.Select(deviation => (float)deviation)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Outputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ValidRange> ValidRanges { get; }

    /// <summary>The intercept of each value, in its unit.</summary>
    public IReadOnlyList<double> Intercepts { get; }

    /// <summary>The coefficients of a value, one a column, per unit of the column.</summary>
    /// <param name="output">Index into <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public ReadOnlySpan<double> Coefficients(int output) => _coefficients.AsSpan(output * Features.Count, Features.Count);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
    {
        int columns = Features.Count, outputs = Outputs.Count;
        this.RowCount(parameters, uncertainties.Length, outputs);
        var count = this.RowCount(parameters, predictions.Length, outputs);
        for (var i = 0; i < count; i++)
        {
            var row = parameters.Slice(i * columns, columns);
            for (var output = 0; output < outputs; output++)
                predictions[i * outputs + output] = (float)Value(row, output);
            _noise.CopyTo(uncertainties[(i * outputs)..]);
        }
    }

    private double Value(ReadOnlySpan<float> row, int output)
    {
        var value = _intercepts[output];
        var coefficients = Coefficients(output);
        for (var j = 0; j < row.Length; j++)
            value += coefficients[j] * row[j];
        return value;
    }
}
