namespace DarkMachines.Onnx;

/// <summary>What a model does.</summary>
public enum ModelKind
{
    /// <summary>Gives class probabilities.</summary>
    Classifier,

    /// <summary>Gives an anomaly score.</summary>
    AnomalyDetector,

    /// <summary>Gives the logarithm of a probability density.</summary>
    DensityEstimator,

    /// <summary>Gives a reconstruction of the row.</summary>
    Autoencoder,

    /// <summary>Gives the values that a theory code would.</summary>
    Surrogate,
}

/// <summary>The kinds in words.</summary>
public static class ModelKinds
{
    private static readonly Dictionary<string, ModelKind> Words = new(StringComparer.Ordinal)
    {
        ["classifier"] = ModelKind.Classifier,
        ["anomaly"] = ModelKind.AnomalyDetector,
        ["anomaly-detector"] = ModelKind.AnomalyDetector,
        ["density"] = ModelKind.DensityEstimator,
        ["density-estimator"] = ModelKind.DensityEstimator,
        ["autoencoder"] = ModelKind.Autoencoder,
        ["surrogate"] = ModelKind.Surrogate,
    };

    /// <summary>The words there are: a card writes the long forms, a command line may use the short ones.</summary>
    public static IReadOnlyList<string> All => [.. Words.Keys];

    /// <summary>The kind that a word means; null if it means none.</summary>
    /// <param name="word">One of <see cref="All"/>.</param>
    public static ModelKind? Parse(string word) => Words.TryGetValue(word, out var kind) ? kind : null;

    /// <summary>The word of a kind, such as <c>anomaly-detector</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Word(this ModelKind kind) => Options.KebabCase(kind.ToString());
}
