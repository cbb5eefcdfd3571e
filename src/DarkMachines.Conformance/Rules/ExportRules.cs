namespace DarkMachines.Conformance;

/// <summary>Rules for models that write themselves as ONNX; the others keep them by not doing so.</summary>
internal static class ExportRules
{
    private const string Exportable = "DarkMachines.Onnx.IOnnxExportable";

    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        ForExports("export-equals-native", "A model file that answers otherwise than the model it was made from is another model.",
            (subject, problem, native) => ExportComparison.EqualsNative(subject.Kind, problem, native)),
        ForExports("export-is-deterministic", "The same model must give the same file, or files cannot be compared by their hash.",
            (_, _, native) => ExportComparison.IsDeterministic(native)),
    ];

    // By name, for without exports DarkMachines.Onnx need not be there.
    private static Rule ForExports(string name, string reason, Action<Subject, Problem, FittedModel> examine) => new(name, reason, subject =>
    {
        var problem = subject.Problems.Ordinary;
        var native = subject.Fit(problem);
        if (native.Model.GetType().GetInterface(Exportable) is not null)
            examine(subject, problem, native);
    });
}
