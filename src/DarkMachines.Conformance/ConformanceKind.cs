namespace DarkMachines.Conformance;

/// <summary>The role in which an algorithm is examined.</summary>
public enum ConformanceKind
{
    /// <summary>Any: what its class declares is examined.</summary>
    Declaration,

    /// <summary>As an <see cref="IClassifier"/>.</summary>
    Classifier,

    /// <summary>As an <see cref="IAnomalyDetector"/> that is neither density estimator nor autoencoder.</summary>
    AnomalyDetector,

    /// <summary>As an <see cref="IDensityEstimator"/>, scores included.</summary>
    DensityEstimator,

    /// <summary>As an <see cref="IAutoencoder"/>, scores included.</summary>
    Autoencoder,

    /// <summary>As an <see cref="ISurrogate"/>.</summary>
    Surrogate,
}
