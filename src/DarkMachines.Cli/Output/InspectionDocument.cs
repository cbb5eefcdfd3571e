using System.Text.Json.Nodes;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Output;

/// <summary>An inspection as a document; what does not apply is absent.</summary>
internal static class InspectionDocument
{
    public static JsonObject Of(OnnxInspection inspection)
    {
        var file = inspection.File;
        var document = new JsonObject
        {
            ["model"] = file.Path,
            ["usable"] = inspection.IsUsable,
            ["bytes"] = file.Size,
            ["sha256"] = file.Sha256,
            ["irVersion"] = file.IrVersion,
            ["producer"] = file.Producer,
            ["opsets"] = List(file.Opsets, o => new JsonObject { ["domain"] = o.Domain, ["version"] = o.Version }),
            ["operators"] = List(inspection.Operators, o => new JsonObject
            {
                ["domain"] = o.Operator.Domain,
                ["name"] = o.Operator.Name,
                ["count"] = o.Operator.Count,
                ["status"] = Options.KebabCase(o.Status.ToString()),
            }),
            ["inputs"] = List(file.Inputs, Value),
            ["outputs"] = List(file.Outputs, Value),
            ["columns"] = List(inspection.Columns, Column),
            ["findings"] = List(inspection.Findings, f => new JsonObject
            {
                ["code"] = f.Code,
                ["severity"] = Options.KebabCase(f.Severity.ToString()),
                ["message"] = f.Message,
                ["remedy"] = f.Remedy,
            }),
        };
        if (inspection.Kind is { } kind)
            (document["kind"], document["kindFrom"], document["score"]) = (kind.Word(), inspection.KindFrom, Score(inspection));
        if (inspection.ColumnsBy is { } by)
            document["columnsBy"] = by;
        if (inspection.Batch is { } batch)
            document["batch"] = batch;
        if (inspection.Card is { TrainedOn.Length: > 0 } card)
            document["trainedOn"] = card.TrainedOn;
        return document;
    }

    private static JsonObject Score(OnnxInspection inspection)
    {
        var score = new JsonObject { ["output"] = inspection.ScoreOutput };
        if (inspection.ScoreDirection is { } direction)
            (score["direction"], score["from"]) = (Options.KebabCase(direction.ToString()), inspection.ScoreDirectionFrom);
        return score;
    }

    private static JsonObject Value(OnnxValue value)
    {
        var document = new JsonObject { ["name"] = value.Name, ["type"] = value.Type };
        if (value.Shape is { } shape)
            document["shape"] = new JsonArray([.. shape.Select(length => length is { } n ? JsonValue.Create(n) : null)]);
        return document;
    }

    private static JsonObject Column(ModelInput column)
    {
        var document = new JsonObject { ["name"] = column.Feature.Name };
        if (column.Feature.Unit is { Length: > 0 } unit)
            document["unit"] = unit;
        if (column.Range is { } range)
            (document["min"], document["max"]) = (range.Low, range.High);
        if (column.Spread is { } spread)
            document["spread"] = spread;
        return document;
    }

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> describe) => new([.. items.Select(describe)]);
}
