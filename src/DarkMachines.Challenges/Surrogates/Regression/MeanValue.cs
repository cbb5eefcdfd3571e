using System.Text.Json.Nodes;

namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>Answers the mean of the values learnt, whatever the point: what any surrogate must beat.</summary>
public sealed class MeanValue : ISurrogate
{
    /// <summary>The baseline as an entrant.</summary>
    public static Entrant Entrant { get; } = new("mean-value", new JsonObject(), "mean-value/1", EntrantSource.Baseline, () => new MeanValue());

    /// <inheritdoc/>
    public ISurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(values);
        return new Model(parameters.Features, values.Features, Standardiser.Fit(values));
    }

    private sealed class Model(IReadOnlyList<Feature> parameters, IReadOnlyList<Feature> outputs, Standardiser values) : ISurrogateModel
    {
        public IReadOnlyList<Feature> Features => parameters;

        public IReadOnlyList<Feature> Outputs => outputs;

        public IReadOnlyList<ValidRange> ValidRanges { get; } = [.. parameters.Select(_ => new ValidRange(float.NegativeInfinity, float.PositiveInfinity))];

        public void Predict(ReadOnlySpan<float> rows, Span<float> predictions, Span<float> uncertainties)
        {
            this.RowCount(rows, predictions.Length, outputs.Count);
            this.RowCount(rows, uncertainties.Length, outputs.Count);
            for (var i = 0; i < predictions.Length; i++)
                (predictions[i], uncertainties[i]) = ((float)values.Means[i % outputs.Count], (float)values.Deviations[i % outputs.Count]);
        }
    }
}
