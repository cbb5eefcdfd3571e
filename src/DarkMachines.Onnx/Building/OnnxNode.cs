namespace DarkMachines.Onnx;

/// <summary>One use of an operator in a graph that is being built.</summary>
internal sealed class OnnxNode(OnnxOperation operation, IReadOnlyList<OnnxTensor> inputs, IReadOnlyList<OnnxAttribute> attributes)
{
    public OnnxOperation Operation { get; } = operation;

    public IReadOnlyList<OnnxTensor> Inputs { get; } = inputs;

    public IReadOnlyList<OnnxAttribute> Attributes { get; } = attributes;

    /// <summary>What it computes; filled once, by the builder.</summary>
    public IReadOnlyList<OnnxTensor> Outputs { get; set; } = [];
}

/// <summary>A setting of a node.</summary>
/// <param name="Name">Its name in the specification.</param>
/// <param name="Value">A long, float or string, or a list of these.</param>
internal sealed record OnnxAttribute(string Name, object Value);
