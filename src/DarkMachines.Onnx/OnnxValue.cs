namespace DarkMachines.Onnx;

/// <summary>An input or output of a graph, as the file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, such as <c>float32</c> or <c>sequence(map(int64, float32))</c>.</param>
/// <param name="Shape">A tensor's lengths, null for a length that is left open; null if there is no shape.</param>
public sealed record OnnxValue(string Name, string Type, IReadOnlyList<long?>? Shape)
{
    /// <summary>Name, type and shape, such as <c>x: float32[?, 4]</c>.</summary>
    public override string ToString() => Shape is null
        ? $"{Name}: {Type}"
        : FormattableString.Invariant($"{Name}: {Type}[{string.Join(", ", Shape.Select(n => n is null ? "?" : FormattableString.Invariant($"{n}")))}]");
}
