namespace DarkMachines.Onnx;

/// <summary>What the columns of a classifier's output are.</summary>
internal enum OutputForm
{
    /// <summary>Probabilities: of each class, or of the positive class in a single column.</summary>
    Probabilities,

    /// <summary>Logits: Softmax makes them probabilities, or for a single column the logistic function.</summary>
    Logits,
}
