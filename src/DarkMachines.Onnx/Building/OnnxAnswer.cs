namespace DarkMachines.Onnx;

/// <summary>The output of a graph that holds the model's answer.</summary>
/// <param name="Kind">What it makes of the model.</param>
/// <param name="Tensor">The values.</param>
/// <param name="Spreads">The unit of each column of a reconstruction; empty for any other answer.</param>
internal sealed record OnnxAnswer(ModelKind Kind, OnnxTensor Tensor, IReadOnlyList<float> Spreads);
