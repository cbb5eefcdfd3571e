using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands;

/// <summary>The file of a model that a command made.</summary>
internal static class ModelOutput
{
    /// <summary>Writes it, and tells of a card that lies beside it from before: readers would take that one for the model's.</summary>
    public static void Save(OpenSession session, IModel model, string path, ModelCard card)
    {
        OnnxExport.Save(model, path, card);
        var beside = ModelCard.PathFor(path);
        if (File.Exists(beside))
            session.Tell($"The card '{beside}' counts for more than the model's own; remove it, unless it is of this model.");
    }
}
