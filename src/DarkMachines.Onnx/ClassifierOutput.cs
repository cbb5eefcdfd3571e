namespace DarkMachines.Onnx;

/// <summary>An output of a file, read as a classifier's answer.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="Tensor">The tensor to read: the output itself, or what a ZipMap makes it from.</param>
/// <param name="Form">What its columns are.</param>
/// <param name="Labels">The class labels in the graph; null if there are none.</param>
/// <param name="From">The operator it was recognised by.</param>
internal sealed record ClassifierOutput(
    string Name, string Tensor, OutputForm Form, IReadOnlyList<string>? Labels, string From)
{
    /// <summary>What an importer says of it.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="isDeclared">True if the card says that this is a classifier.</param>
    public OnnxFinding Finding(int columns, bool isDeclared)
    {
        if (Form == OutputForm.Probabilities)
            return new("probabilities", FindingSeverity.Information, $"The output '{Name}' is read as probabilities, by the operator {From}.", "Name another output in the import's settings.");
        var function = columns == 1 ? "the logistic function" : "Softmax";
        var isAssumed = Labels is null && !isDeclared && From != "LogSoftmax";
        return new(
            "logits",
            isAssumed ? FindingSeverity.Warning : FindingSeverity.Information,
            $"The output '{Name}' is read as logits, by the operator {From}, and {function} makes probabilities of it." +
            (isAssumed ? " A regression's output would look the same." : ""),
            "State the kind in a model card.");
    }
}
