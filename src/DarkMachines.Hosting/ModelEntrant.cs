using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Onnx;

namespace DarkMachines.Hosting;

/// <summary>A model fitted elsewhere as an entrant.</summary>
internal static class ModelEntrant
{
    /// <summary>Imports a model.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="settings">Settings of the import.</param>
    /// <exception cref="UserInputException">The file or a setting is wrong.</exception>
    public static Entrant Load(string path, IReadOnlyList<OptionSetting> settings)
    {
        var model = OnnxImport.Load(path, settings.Aggregate(new OnnxImportSettings(), Apply));
        var training = model.Card?.TrainedOn is { Length: > 0 } trainedOn
            ? $"fitted elsewhere, on {trainedOn}"
            : "fitted elsewhere; it may have been trained on rows that it is tested on";
        var options = new JsonObject(settings.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)s.Value)));
        return new Entrant(ModelFiles.NameOf(path), options, HashOf(model), EntrantSource.Run, () => model, training)
        {
            Path = Path.GetFullPath(path),
            Fitted = model,
            PositiveClass = (model as OnnxClassifier)?.PositiveClass,
            Label = string.Join(", ", settings.Select(s => $"{s.Name}={s.Value}")),
        };
    }

    // A card beside the file decides how it is read, so it counts as part of it.
    private static string HashOf(OnnxModel model)
    {
        var card = ModelCard.PathFor(model.File.Path);
        return File.Exists(card)
            ? Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(model.File.Sha256), .. File.ReadAllBytes(card)]))
            : model.File.Sha256;
    }

    private static OnnxImportSettings Apply(OnnxImportSettings settings, OptionSetting setting)
    {
        if (OnnxImportSettings.Names.Contains(setting.Name))
            return settings.With(setting.Name, setting.Value);
        var near = NearestName.Of(setting.Name, OnnxImportSettings.Names);
        throw new UsageException(
            "unknown-option",
            $"A model has no setting '{setting.Name}'{(near is null ? "" : $"; did you mean '{near}'?")}",
            $"Its settings are {string.Join(", ", OnnxImportSettings.Names)}.");
    }
}
