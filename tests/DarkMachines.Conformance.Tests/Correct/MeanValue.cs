namespace DarkMachines.Conformance.Tests;

/// <summary>Surrogate: predicts the weighted mean everywhere, with the values' deviation as its uncertainty.</summary>
[Algorithm("mean-value", "The mean of the values")]
public sealed class MeanValue(SampleOptions options) : ISurrogate
{
    private readonly SampleOptions _options = Options.Validate(options);

    public ISurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        if (parameters.RowCount != values.RowCount)
            throw new ArgumentException("There are not as many values as points.", nameof(values));
        TrainingRows.Check(parameters);
        var weighted = new FeatureTable(values.Features, values.Values.ToArray(), parameters.Weights.ToArray());
        var ranges = new ValidRange[parameters.ColumnCount];
        for (var column = 0; column < ranges.Length; column++)
        {
            var ofColumn = parameters.SelectColumns([parameters.Features[column].Name]).Values.ToArray();
            ranges[column] = new ValidRange(ofColumn.Min(), ofColumn.Max());
        }

        return new Model(parameters.Features, values.Features, ranges, ColumnStatistics.Of(weighted, context), _options.Scale);
    }

    private sealed record Model(
        IReadOnlyList<Feature> Features, IReadOnlyList<Feature> Outputs, IReadOnlyList<ValidRange> ValidRanges, ColumnStatistics Statistics, double Scale) : ISurrogateModel
    {
        public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
        {
            this.RowCount(parameters, predictions.Length, Outputs.Count);
            this.RowCount(parameters, uncertainties.Length, Outputs.Count);
            for (var i = 0; i < predictions.Length; i++)
            {
                predictions[i] = (float)Statistics.Means[i % Outputs.Count];
                uncertainties[i] = (float)(Scale * Statistics.Spreads[i % Outputs.Count]);
            }
        }
    }
}
