namespace DarkMachines.Onnx;

/// <summary>An operator that a file's graph uses.</summary>
/// <param name="Domain">Domain of its operator set, such as <c>ai.onnx.ml</c>.</param>
/// <param name="Name">Its name, such as <c>Gemm</c>.</param>
/// <param name="Count">How many of the graph's nodes are of this operator.</param>
public sealed record OnnxOperator(string Domain, string Name, int Count);
