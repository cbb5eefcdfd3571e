using System.Text;
using System.Text.Json;

namespace DarkMachines.Onnx;

/// <summary>Reads a model card; every error names its place in the document.</summary>
internal static class ModelCardReader
{
    private static readonly string[] Kinds = ["classifier", "anomaly-detector", "density-estimator", "autoencoder", "surrogate"];

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
        var fields = Fields(root, "$", "schema", "name", "description", "kind", "inputs", "trainedOn", "licence", "positiveLabel");
        var schema = Text(fields, "$", "schema");
        if (schema != ModelCard.Schema)
            throw new FormatException($"$.schema is '{schema}'; it must be '{ModelCard.Schema}'.");
        var kind = Text(fields, "$", "kind");
        if (kind is not "" && !Kinds.Contains(kind))
            throw new FormatException($"$.kind is '{kind}'; it must be one of {string.Join(", ", Kinds)}.");

        return new ModelCard
        {
            Name = Text(fields, "$", "name"),
            Description = Text(fields, "$", "description"),
            Kind = kind,
            Inputs = fields.TryGetValue("inputs", out var inputs) ? Inputs(inputs) : [],
            TrainedOn = Text(fields, "$", "trainedOn"),
            Licence = Text(fields, "$", "licence"),
            PositiveLabel = Text(fields, "$", "positiveLabel"),
        };
    }

    private static Feature[] Inputs(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            throw new FormatException("$.inputs must be a list.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. list.EnumerateArray().Select((element, i) =>
        {
            var path = FormattableString.Invariant($"$.inputs[{i}]");
            var fields = Fields(element, path, "name", "unit");
            var name = Text(fields, path, "name");
            if (name is "" || !names.Add(name))
                throw new FormatException($"{path}.name is '{name}'; each input needs a name of its own.");
            return new Feature(name, Text(fields, path, "unit"));
        })];
    }

    private static Dictionary<string, JsonElement> Fields(JsonElement element, string path, params string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{path} must be an object.");
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
                throw new FormatException($"{path}.{property.Name} is not in the schema; there are {string.Join(", ", known)}.");
            if (!fields.TryAdd(property.Name, property.Value))
                throw new FormatException($"{path}.{property.Name} is there twice.");
        }

        return fields;
    }

    private static string Text(Dictionary<string, JsonElement> fields, string path, string name)
    {
        if (!fields.TryGetValue(name, out var element))
            return "";
        return element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new FormatException($"{path}.{name} must be a text.");
    }
}
