namespace DarkMachines.Conformance.Tests;

/// <summary>Autoencoder: keeps the standardised columns but the last, and restores that as its mean.</summary>
[Algorithm("last-column-dropped", "Drops the last column")]
public sealed class LastColumnDropped(SampleOptions options) : IAutoencoder
{
    private readonly SampleOptions _options = Options.Validate(options);

    public IAutoencoderModel Fit(FeatureTable background, FitContext context) =>
        new Model(background.Features, ColumnStatistics.Of(background, context), _options.Scale);

    private sealed record Model(IReadOnlyList<Feature> Features, ColumnStatistics Statistics, double Scale) : IAutoencoderModel
    {
        public int LatentCount => Features.Count - 1;

        public void Encode(ReadOnlySpan<float> rows, Span<float> latent)
        {
            var count = this.RowCount(rows, latent.Length, LatentCount);
            for (var i = 0; i < count; i++)
            {
                for (var column = 0; column < LatentCount; column++)
                    latent[i * LatentCount + column] = (float)(Scale * Statistics.Standardise(rows[i * Features.Count + column], column));
            }
        }

        public void Decode(ReadOnlySpan<float> latent, Span<float> rows)
        {
            var count = this.RowCount(rows, latent.Length, LatentCount);
            for (var i = 0; i < count; i++)
            {
                for (var column = 0; column < LatentCount; column++)
                    rows[i * Features.Count + column] = (float)(Statistics.Means[column] + Statistics.Spreads[column] * latent[i * LatentCount + column] / Scale);
                rows[i * Features.Count + LatentCount] = (float)Statistics.Means[LatentCount];
            }
        }

        public void ReconstructionError(ReadOnlySpan<float> rows, Span<float> errors)
        {
            var count = this.RowCount(rows, errors.Length);
            for (var i = 0; i < count; i++)
                errors[i] = (float)(Math.Pow(Statistics.Standardise(rows[(i + 1) * Features.Count - 1], LatentCount), 2) / Features.Count);
        }
    }
}
