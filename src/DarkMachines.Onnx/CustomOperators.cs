namespace DarkMachines.Onnx;

/// <summary>Operators that ONNX Runtime has only with a library of somebody's own.</summary>
internal static class CustomOperators
{
    private static readonly HashSet<string> BuiltIn =
        [OnnxFile.StandardDomain, OnnxFile.MachineLearningDomain, "ai.onnx.training", "ai.onnx.preview", "ai.onnx.preview.training", "com.microsoft", "com.microsoft.nchwc"];

    /// <summary>True for an operator of a domain that comes with ONNX Runtime, or that the file itself defines as a function.</summary>
    public static bool IsBuiltIn(OnnxFile file, string domain, string name) =>
        BuiltIn.Contains(domain) || file.Model.Functions.Any(function => OnnxFile.Domain(function.Domain) == domain && function.Name == name);

    /// <summary>Refuses a file that uses others.</summary>
    /// <exception cref="UserInputException">It does.</exception>
    public static void Refuse(OnnxFile file)
    {
        if (file.Operators.FirstOrDefault(o => !IsBuiltIn(file, o.Domain, o.Name)) is not { } custom)
            return;
        throw new UserInputException(
            "custom-operator",
            $"'{file.Path}' uses the operator {custom.Name} of the domain '{custom.Domain}', which needs a library of its own; a model may not bring code.",
            "Export it with standard operators alone.");
    }
}
