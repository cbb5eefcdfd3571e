namespace DarkMachines;

/// <summary>Learns to compress background, or unlabelled, rows and to restore them.</summary>
public interface IAutoencoder : IAnomalyDetector
{
    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    new IAutoencoderModel Fit(FeatureTable background, FitContext context);

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);
}

/// <summary>Encodes, decodes, and tells how well it restores. Its anomaly score is the reconstruction error unless it defines another.</summary>
public interface IAutoencoderModel : IAnomalyModel
{
    /// <summary>Number of latent values a row.</summary>
    int LatentCount { get; }

    /// <summary>Compresses rows.</summary>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="latent">Filled row-major, <c>n × LatentCount</c>.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    void Encode(ReadOnlySpan<float> rows, Span<float> latent);

    /// <summary>Restores rows.</summary>
    /// <param name="latent">Row-major, <c>n × LatentCount</c>.</param>
    /// <param name="rows">Filled row-major, <c>n × Features.Count</c>.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    void Decode(ReadOnlySpan<float> latent, Span<float> rows);

    /// <summary>Mean squared difference between each row and its restoration, in units of each column's training spread.</summary>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="errors">Filled with <c>n</c> values, none negative.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    void ReconstructionError(ReadOnlySpan<float> rows, Span<float> errors);

    void IAnomalyModel.Score(ReadOnlySpan<float> rows, Span<float> scores) => ReconstructionError(rows, scores);
}
