namespace DarkMachines.Onnx;

/// <summary>Numbers that a graph carries.</summary>
/// <param name="Tensor">The value they are.</param>
/// <param name="Bytes">The numbers, row-major and little-endian.</param>
internal sealed record OnnxConstant(OnnxTensor Tensor, byte[] Bytes);
