using DarkMachines.Onnx.Trees;

namespace DarkMachines.Onnx;

/// <summary>
/// Makes models of ONNX files: a file is read, its input, output and their meaning are decided from the settings, the
/// cards and the graph, in this order, and only then does anything run. What was decided, and where it was learnt, is
/// listed in the model's findings.
/// </summary>
public static class OnnxImport
{
    /// <summary>Loads a model of any kind.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="settings">What the file does not tell; null for the defaults.</param>
    /// <returns>
    /// An <see cref="OnnxClassifier"/>, <see cref="OnnxDetector"/>, <see cref="OnnxDensity"/>,
    /// <see cref="OnnxReconstruction"/> or <see cref="OnnxSurrogate"/>; the caller disposes of it.
    /// </returns>
    /// <exception cref="UserInputException">The file cannot be used, or does not tell enough; the message says why.</exception>
    public static OnnxModel Load(string path, OnnxImportSettings? settings = null)
    {
        settings = Options.Validate(settings ?? new OnnxImportSettings());
        var file = OnnxFile.Read(path);
        return Load(ImportPlan.Of(file, Declarations.Of(file, settings)), settings);
    }

    /// <summary>Loads a classifier.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="settings">What the file does not tell; null for the defaults.</param>
    /// <exception cref="UserInputException">The file cannot be used, or is a model of another kind; the message says why.</exception>
    public static OnnxClassifier LoadClassifier(string path, OnnxImportSettings? settings = null)
    {
        settings = Options.Validate(settings ?? new OnnxImportSettings());
        var file = OnnxFile.Read(path);
        var plan = ImportPlan.Of(file, Declarations.Of(file, settings));
        return plan.Output.Kind == ModelKind.Classifier
            ? (OnnxClassifier)Load(plan, settings)
            : throw new UserInputException(
                "not-a-classifier",
                $"'{path}' is no classifier. {plan.Findings[0].Message}",
                "If its output holds class probabilities or logits, say --as classifier or write \"kind\": \"classifier\" in a model card.");
    }

    private static OnnxModel Load(ImportPlan plan, OnnxImportSettings settings)
    {
        var trees = settings.TreesByRuntime ? null : TreeFunction.Of(plan.File, plan.Input, plan.Output.Tensor);
        var session = trees ?? (IRowFunction)MatrixSession.Open(plan.File, plan.Input, plan.Output.Tensor, plan.Declarations.Passes?.Value ?? 1, settings);
        try
        {
            OnnxModel model = plan.Output.Form switch
            {
                OutputForm.Probabilities or OutputForm.Logits => new OnnxClassifier(plan, session),
                OutputForm.Score => new OnnxDetector(plan, session),
                OutputForm.LogDensity => new OnnxDensity(plan, session),
                OutputForm.Reconstruction => new OnnxReconstruction(plan, session),
                _ => new OnnxSurrogate(plan, session),
            };
            plan.File.ReleaseModel();
            return model;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
