using Google.Protobuf;

namespace DarkMachines.Onnx;

/// <summary>Writes fitted models as ONNX files, which <see cref="OnnxImport"/> reads back as models of the same kind.</summary>
public static class OnnxExport
{
    /// <summary>Writes a model as an ONNX file. The same model and card give the same bytes.</summary>
    /// <param name="model">A fitted model that implements <see cref="IOnnxExportable"/>.</param>
    /// <param name="path">The file; one that is there is replaced, once the new one is whole.</param>
    /// <param name="card">
    /// What the model does not know of itself: name, description, training rows and their hash, ranges and spreads of inputs,
    /// positive class (of two classes the second, if none is named), licence. What the model does know replaces what is
    /// here. Null for none.
    /// </param>
    /// <exception cref="UserInputException">The model does not export, is larger than a file can be, or the file cannot be written.</exception>
    /// <exception cref="PluginException">The model's own export is faulty.</exception>
    public static void Save(IModel model, string path, ModelCard? card = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var exportable = model as IOnnxExportable ?? throw new UserInputException(
            "not-exportable",
            $"A model of type {model.GetType().Name} does not write itself as ONNX.",
            "Choose an algorithm whose models are exported, or ask its author to implement IOnnxExportable.");
        var graph = Build(exportable);
        var document = ModelCardWriter.Write(ExportCard.Of(exportable, graph.Answer!, card ?? new ModelCard()));
        Write(path, GraphWriter.Write(graph, document));
    }

    private static OnnxGraphBuilder Build(IOnnxExportable model)
    {
        var graph = new OnnxGraphBuilder(model.Features.Count);
        try
        {
            model.WriteTo(graph);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw Faulty(model, e.Message, e);
        }

        return graph.Answer is not null ? graph : throw Faulty(model, "it declares no answer.");
    }

    private static PluginException Faulty(IModel model, string reason, Exception? inner = null) =>
        new("faulty-export", $"The export of {model.GetType().Name} is faulty: {reason}", "Report this to the plugin's author.", inner);

    // Beside its place first, so that nobody ever sees half a file.
    private static void Write(string path, Format.ModelProto model)
    {
        var temporary = FormattableString.Invariant($"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp");
        try
        {
            using (var stream = File.Create(temporary))
                model.WriteTo(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw new UserInputException("model-unwritable", $"'{path}' cannot be written: {e.Message}", "Name a file in a folder that you may write to.", e);
        }
    }
}
