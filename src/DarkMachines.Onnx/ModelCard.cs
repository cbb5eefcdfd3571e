using System.Text;

namespace DarkMachines.Onnx;

/// <summary>
/// What its author says of a model: a JSON document <c>NAME.card.json</c> beside <c>NAME.onnx</c>, or the same document
/// in the file's <c>metadata_props</c> under <see cref="MetadataKey"/>.
/// </summary>
public sealed record ModelCard
{
    /// <summary>The value of the document's <c>schema</c>.</summary>
    public const string Schema = "darkmachines/model-card/1";

    /// <summary>The key of a card within an ONNX file.</summary>
    public const string MetadataKey = "darkmachines.model-card";

    /// <summary>Name of the model; empty if it is not given, as with every text here.</summary>
    public string Name { get; init; } = "";

    /// <summary>One line that says what it is.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// What it does: <c>classifier</c>, <c>anomaly-detector</c>, <c>density-estimator</c>, <c>autoencoder</c>
    /// or <c>surrogate</c>.
    /// </summary>
    public string Kind { get; init; } = "";

    /// <summary>The columns of its input, in order; empty if they are not named.</summary>
    public IReadOnlyList<Feature> Inputs { get; init; } = [];

    /// <summary>What it was trained on.</summary>
    public string TrainedOn { get; init; } = "";

    /// <summary>Licence of the model.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Name of the class that counts as positive.</summary>
    public string PositiveLabel { get; init; } = "";

    /// <summary>The path of the card that would lie beside a model.</summary>
    /// <param name="modelPath">Path of the ONNX file.</param>
    public static string PathFor(string modelPath) => Path.ChangeExtension(modelPath, ".card.json");

    /// <summary>The card beside a file, or else the one within it; null if there is none.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <exception cref="UserInputException">The card breaks the schema; the message gives the place in the document.</exception>
    public static ModelCard? Find(OnnxFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var path = PathFor(file.Path);
        if (File.Exists(path))
            return ModelCardReader.Read(UserFile.ReadAllBytes(path, "card"), $"'{path}'");
        return file.Metadata.TryGetValue(MetadataKey, out var text)
            ? ModelCardReader.Read(Encoding.UTF8.GetBytes(text), $"'{MetadataKey}' in '{file.Path}'")
            : null;
    }
}
