namespace DarkMachines.Onnx;

/// <summary>Something an import found in a file, and what it does about it.</summary>
/// <param name="Code">Short stable name for programs, such as <c>fixed-batch</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">One sentence: what was found and what is done about it.</param>
/// <param name="Remedy">One sentence: what to do if that is not wanted.</param>
public sealed record OnnxFinding(string Code, FindingSeverity Severity, string Message, string Remedy);
