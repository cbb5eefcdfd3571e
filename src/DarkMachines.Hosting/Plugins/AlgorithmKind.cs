namespace DarkMachines.Hosting.Plugins;

/// <summary>What an algorithm can do. In text its kebab-case name, such as <c>density-estimator</c>.</summary>
public enum AlgorithmKind
{
    /// <summary>Implements <see cref="IClassifier"/>.</summary>
    Classifier,

    /// <summary>Implements <see cref="IAnomalyDetector"/>, as every density estimator and autoencoder does.</summary>
    AnomalyDetector,

    /// <summary>Implements <see cref="IDensityEstimator"/>.</summary>
    DensityEstimator,

    /// <summary>Implements <see cref="IAutoencoder"/>.</summary>
    Autoencoder,

    /// <summary>Implements <see cref="ISurrogate"/>.</summary>
    Surrogate,
}
