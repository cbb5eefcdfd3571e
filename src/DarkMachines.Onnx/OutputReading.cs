namespace DarkMachines.Onnx;

/// <summary>An output of a file, and what it is read as.</summary>
/// <param name="Kind">What that makes of the model.</param>
/// <param name="Form">What its columns are.</param>
/// <param name="Name">The output's name.</param>
/// <param name="Tensor">The tensor to read: the output itself, or what the file makes it from.</param>
/// <param name="Reason">What it was recognised by, as the end of a sentence such as "… is read as logits: a linear layer".</param>
internal sealed record OutputReading(ModelKind Kind, OutputForm Form, string Name, string Tensor, string Reason)
{
    /// <summary>The class labels in the graph; null if there are none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Which values are anomalous, as far as the form or the known export tells.</summary>
    public AnomalousSide? Anomalous { get; init; }

    /// <summary>What else would look the same, as a sentence; null if nothing would.</summary>
    public string? Doubt { get; init; }

    /// <summary>What an importer says of it.</summary>
    /// <param name="declared">The kind, if somebody declared it.</param>
    public OnnxFinding Finding(Decision<ModelKind>? declared)
    {
        var (code, words) = Form switch
        {
            OutputForm.Probabilities => ("probabilities", "class probabilities"),
            OutputForm.Logits => ("logits", "logits, which Softmax or the logistic function turns into probabilities"),
            OutputForm.Score => ("anomaly-score", "an anomaly score"),
            OutputForm.LogDensity => ("log-density", "the logarithm of a probability density"),
            OutputForm.Reconstruction => ("reconstruction", "a reconstruction of the row; the score is the mean squared error in units of each column's spread"),
            _ => ("values", "the values of a surrogate"),
        };
        var isDoubtful = Doubt is not null && declared is null;
        return new OnnxFinding(
            code,
            isDoubtful ? FindingSeverity.Warning : FindingSeverity.Information,
            $"The output '{Name}' is read as {words}: {Reason}" + (declared is null ? "." : $", and {declared.From} says '{Kind.Word()}'.") + (isDoubtful ? $" {Doubt}" : ""),
            isDoubtful ? "State the kind with --as or in a model card." : "Name another output with --output, or another kind with --as.");
    }
}
