using System.Text;
using System.Text.Json;

namespace DarkMachines.Onnx;

/// <summary>Reads a model card; every error names its place in the document.</summary>
internal static class ModelCardReader
{
    private static readonly string[] Kinds = [.. Enum.GetValues<ModelKind>().Select(kind => kind.Word())];

    /// <param name="json">The document.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    public static ModelCard Read(byte[] json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json.AsMemory(StartsWithMark(json) ? Encoding.UTF8.Preamble.Length : 0));
            return Card(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new UserInputException(
                "invalid-card",
                FormattableString.Invariant($"The model card {source} is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."),
                "Correct the document, or remove it.",
                e);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new UserInputException(
                "invalid-card",
                $"The model card {source} breaks the schema {ModelCard.Schema}: {e.Message}",
                "Correct the document, or remove it.",
                e);
        }
    }

    private static bool StartsWithMark(byte[] json) => json.AsSpan().StartsWith(Encoding.UTF8.Preamble);

    private static ModelCard Card(JsonElement root)
    {
        var card = new CardObject(
            root, "$", "schema", "name", "description", "kind", "inputs", "output", "outputs", "classes", "positiveLabel",
            "anomalous", "passes", "trainedOn", "trainingRows", "dataHash",
            "calibration", "errors", "accuracy", "licence");
        var schema = card.Text("schema");
        if (schema != ModelCard.Schema)
            throw card.Wrong("schema", $"is '{schema}'; it must be '{ModelCard.Schema}'");

        return new ModelCard
        {
            Name = card.Text("name"),
            Description = card.Text("description"),
            Kind = card.Word("kind", word => Kinds.Contains(word) ? ModelKinds.Parse(word) : null, Kinds),
            Inputs = card.Named("inputs", Input, "name", "unit", "description", "min", "max", "spread"),
            Output = card.Text("output"),
            Outputs = card.Named("outputs", Feature, "name", "unit", "description"),
            Classes = card.Texts("classes"),
            PositiveLabel = card.Text("positiveLabel"),
            Anomalous = card.Word("anomalous", Side, ["high", "low"]),
            Passes = Passes(card),
            TrainedOn = card.Text("trainedOn"),
            TrainingRows = card.Count("trainingRows"),
            DataHash = card.Text("dataHash"),
            Calibration = card.Object("calibration", "low", "high", "boundary", "levels") is { } curve ? MeasuredFields.Curve(curve) : null,
            Errors = card.Object("errors", "relative", "coverages", "quantiles") is { } errors ? MeasuredFields.Errors(errors) : null,
            Accuracy = card.NumbersByName("accuracy"),
            Licence = card.Text("licence"),
        };
    }

    private static ModelInput Input(CardObject input, string name)
    {
        var (low, high, spread) = (input.Number("min"), input.Number("max"), input.Number("spread"));
        if (low is null != high is null || low > high)
            throw input.Wrong("min", "and max go together, the lesser first");
        if (spread <= 0)
            throw input.Wrong("spread", "must be greater than zero");
        return new ModelInput(Feature(input, name)) { Range = low is null ? null : new ValidRange(low.Value, high!.Value), Spread = spread };
    }

    private static Feature Feature(CardObject feature, string name) => new(name, feature.Text("unit"), feature.Text("description"));

    private static AnomalousSide? Side(string word) => word switch
    {
        "high" => AnomalousSide.High,
        "low" => AnomalousSide.Low,
        _ => null,
    };

    private static int? Passes(CardObject card) => card.Number("passes") switch
    {
        null => null,
        { } passes when passes is >= 1 and <= OnnxImportSettings.MostPasses && float.IsInteger(passes) => (int)passes,
        _ => throw card.Wrong("passes", $"must be a whole number from 1 to {OnnxImportSettings.MostPasses}"),
    };
}
