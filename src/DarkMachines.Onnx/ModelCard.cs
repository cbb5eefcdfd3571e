using System.Text;

namespace DarkMachines.Onnx;

/// <summary>
/// What its author says of a model: a JSON document <c>NAME.card.json</c> beside <c>NAME.onnx</c>, or the same document
/// in the file's <c>metadata_props</c> under <see cref="MetadataKey"/>. Everything but the schema may be left out.
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

    /// <summary>What it does; null if the card does not say.</summary>
    public ModelKind? Kind { get; init; }

    /// <summary>The columns of its input, in order; empty if they are not named.</summary>
    public IReadOnlyList<ModelInput> Inputs { get; init; } = [];

    /// <summary>Name of the output to read.</summary>
    public string Output { get; init; } = "";

    /// <summary>The values that a surrogate's output holds, in order; empty if they are not named.</summary>
    public IReadOnlyList<Feature> Outputs { get; init; } = [];

    /// <summary>The classes of a classifier, in the order of its output; empty if the graph carries them or nobody names them.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Name of the class that counts as positive.</summary>
    public string PositiveLabel { get; init; } = "";

    /// <summary>Which values of the output are anomalous; null if the card does not say.</summary>
    public AnomalousSide? Anomalous { get; init; }

    /// <summary>Runs that random operators are to be averaged over; null if the card does not say.</summary>
    public int? Passes { get; init; }

    /// <summary>What it was trained on.</summary>
    public string TrainedOn { get; init; } = "";

    /// <summary>Number of rows it was trained on; null if it is not given.</summary>
    public long? TrainingRows { get; init; }

    /// <summary>SHA-256 of the training rows, as the training script writes it.</summary>
    public string DataHash { get; init; } = "";

    /// <summary>How sure a class is, for a probability of the positive class; null if nobody measured it.</summary>
    public ConfidenceCurve? Calibration { get; init; }

    /// <summary>How far a surrogate's values are off; null if nobody measured it.</summary>
    public ErrorQuantiles? Errors { get; init; }

    /// <summary>What was measured of it, on rows that it was not fitted on: each metric by name.</summary>
    public IReadOnlyDictionary<string, double> Accuracy { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Licence of the model.</summary>
    public string Licence { get; init; } = "";

    /// <summary>The path of the card that would lie beside a model.</summary>
    /// <param name="modelPath">Path of the ONNX file.</param>
    public static string PathFor(string modelPath) => Path.ChangeExtension(modelPath, ".card.json");

    /// <summary>The card beside a file; null if there is none.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <exception cref="UserInputException">The card breaks the schema; the message gives the place in the document.</exception>
    public static ModelCard? Beside(OnnxFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var path = PathFor(file.Path);
        return File.Exists(path) ? ModelCardReader.Read(UserFile.ReadAllBytes(path, "card"), $"'{path}'") : null;
    }

    /// <summary>The card within a file; null if there is none.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <exception cref="UserInputException">The card breaks the schema; the message gives the place in the document.</exception>
    public static ModelCard? Within(OnnxFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Metadata.TryGetValue(MetadataKey, out var text)
            ? ModelCardReader.Read(Encoding.UTF8.GetBytes(text), $"'{MetadataKey}' in '{file.Path}'")
            : null;
    }
}
