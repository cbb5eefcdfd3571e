namespace DarkMachines.Conformance.Tests;

/// <summary>Autoencoders that break a rule: the case of that rule fails, and no other.</summary>
public class WrongAutoencoderTests
{
    [Fact]
    public void An_error_that_is_no_mean() => Failures.AreExactly(
        "error-is-that-of-the-restoration",
        "to be the mean squared difference from Decode(Encode(row)) in units of the training spread, ",
        Failures.Of(() => new Autoencoder(4)));

    [Fact]
    public void A_negative_error() => Assert.Contains(
        "expected an error that is not negative from ReconstructionError after a fit to ordinary rows; came [-",
        Failures.Of(() => new Autoencoder(-1))["ordinary-rows-are-learnt"],
        StringComparison.Ordinal);

    private sealed class Autoencoder(float factor) : IAutoencoder
    {
        public IAutoencoderModel Fit(FeatureTable background, FitContext context) =>
            new Model(new LastColumnDropped(new SampleOptions()).Fit(background, context), factor);
    }

    private sealed class Model(IAutoencoderModel right, float factor) : IAutoencoderModel
    {
        public IReadOnlyList<Feature> Features => right.Features;

        public int LatentCount => right.LatentCount;

        public void Encode(ReadOnlySpan<float> rows, Span<float> latent) => right.Encode(rows, latent);

        public void Decode(ReadOnlySpan<float> latent, Span<float> rows) => right.Decode(latent, rows);

        public void ReconstructionError(ReadOnlySpan<float> rows, Span<float> errors)
        {
            right.ReconstructionError(rows, errors);
            foreach (ref var error in errors)
                error *= factor;
        }
    }
}
