using DarkMachines.Onnx;

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

    [Fact]
    public void A_score_that_is_not_the_error_of_the_export() => Failures.AreExactly(
        "export-equals-native", "of Score from the export, a batch; came ", Failures.Of(() => new Exported(isScoreAlone: false)));

    [Fact]
    public void An_export_of_such_a_score_alone_breaks_no_rule() => Assert.Empty(Failures.Of(() => new Exported(isScoreAlone: true)));

    private sealed class Exported(bool isScoreAlone) : IAutoencoder
    {
        public IAutoencoderModel Fit(FeatureTable background, FitContext context) =>
            new TwiceTheError(new LastColumnDropped(new SampleOptions()).Fit(background, context), ColumnStatistics.Of(background, context), isScoreAlone);
    }

    /// <summary>Scores by twice the reconstruction error.</summary>
    private sealed class TwiceTheError(IAutoencoderModel right, ColumnStatistics statistics, bool isScoreAlone) : IAutoencoderModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => right.Features;

        public int LatentCount => right.LatentCount;

        public void Encode(ReadOnlySpan<float> rows, Span<float> latent) => right.Encode(rows, latent);

        public void Decode(ReadOnlySpan<float> latent, Span<float> rows) => right.Decode(latent, rows);

        public void ReconstructionError(ReadOnlySpan<float> rows, Span<float> errors) => right.ReconstructionError(rows, errors);

        public void Score(ReadOnlySpan<float> rows, Span<float> scores)
        {
            right.ReconstructionError(rows, scores);
            foreach (ref var score in scores)
                score *= 2;
        }

        public void WriteTo(OnnxGraphBuilder graph)
        {
            var last = Features.Count - 1;
            float[] means = [.. statistics.Means.Select(mean => (float)mean)], spreads = [.. statistics.Spreads.Select(spread => (float)spread)];
            var kept = graph.Constant([.. Enumerable.Range(0, Features.Count).Select(column => column < last ? 1f : 0f)]);
            var restored = graph.Rows * kept + graph.Constant([.. means.Select((mean, column) => column < last ? 0f : mean)]);
            if (isScoreAlone)
                graph.Score(((graph.Rows - restored) / graph.Constant(spreads)).Square().Mean(-1, keep: true) * 2);
            else
                graph.Reconstruction(restored, spreads);
        }
    }

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
