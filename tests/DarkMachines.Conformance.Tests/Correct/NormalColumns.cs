namespace DarkMachines.Conformance.Tests;

/// <summary>Density: the product of one normal distribution a column.</summary>
[Algorithm("normal-columns", "Independent normal columns")]
public sealed class NormalColumns(SampleOptions options) : IDensityEstimator
{
    private readonly SampleOptions _options = Options.Validate(options);

    public IDensityModel Fit(FeatureTable background, FitContext context) =>
        new Model(background.Features, ColumnStatistics.Of(background, context), _options.Scale);

    private sealed record Model(IReadOnlyList<Feature> Features, ColumnStatistics Statistics, double Scale) : IDensityModel
    {
        public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities)
        {
            var count = this.RowCount(rows, logDensities.Length);
            for (var i = 0; i < count; i++)
            {
                var sum = 0.0;
                for (var column = 0; column < Features.Count; column++)
                {
                    var distance = Statistics.Standardise(rows[i * Features.Count + column], column) / Scale;
                    sum -= distance * distance / 2 + Math.Log(Scale * Statistics.Spreads[column] * Math.Sqrt(2 * Math.PI));
                }

                logDensities[i] = (float)sum;
            }
        }
    }
}
