namespace DarkMachines.Onnx;

/// <summary>What the columns of an output are.</summary>
internal enum OutputForm
{
    /// <summary>Probabilities: of each class, or of the positive class in a single column.</summary>
    Probabilities,

    /// <summary>Logits: Softmax makes them probabilities, or for a single column the logistic function.</summary>
    Logits,

    /// <summary>One anomaly score, of either sign.</summary>
    Score,

    /// <summary>One natural logarithm of a probability density.</summary>
    LogDensity,

    /// <summary>The row as the model restores it.</summary>
    Reconstruction,

    /// <summary>The values a surrogate predicts.</summary>
    Values,
}
