namespace DarkMachines.Conformance.Tests;

/// <summary>Anomaly score: distance from the mean in units of each column's spread.</summary>
[Algorithm("centre-distance", "Distance from the mean")]
public sealed class CentreDistance(SampleOptions options) : IAnomalyDetector
{
    private readonly SampleOptions _options = Options.Validate(options);

    public IAnomalyModel Fit(FeatureTable background, FitContext context) =>
        new Model(background.Features, ColumnStatistics.Of(background, context), _options.Scale);

    private sealed record Model(IReadOnlyList<Feature> Features, ColumnStatistics Statistics, double Scale) : IAnomalyModel
    {
        public void Score(ReadOnlySpan<float> rows, Span<float> scores)
        {
            var count = this.RowCount(rows, scores.Length);
            for (var i = 0; i < count; i++)
            {
                var square = 0.0;
                for (var column = 0; column < Features.Count; column++)
                    square += Math.Pow(Statistics.Standardise(rows[i * Features.Count + column], column), 2);
                scores[i] = (float)(Scale * Math.Sqrt(square));
            }
        }
    }
}
