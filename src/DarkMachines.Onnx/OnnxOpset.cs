namespace DarkMachines.Onnx;

/// <summary>A set of operators that a file asks for.</summary>
/// <param name="Domain">Its domain; the standard one, which files write as an empty name, is <c>ai.onnx</c>.</param>
/// <param name="Version">Its version.</param>
public sealed record OnnxOpset(string Domain, long Version);
