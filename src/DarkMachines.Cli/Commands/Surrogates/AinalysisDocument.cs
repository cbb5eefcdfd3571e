using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Challenges.Surrogates.Ainalysis;
using DarkMachines.Data.Ainalysis;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>An AInalysis as one JSON document.</summary>
internal static class AinalysisDocument
{
    public static JsonObject Of(AinalysisFolder folder, IReadOnlyList<string> notes) => new()
    {
        ["folder"] = folder.Path,
        ["id"] = folder.Name,
        ["version"] = folder.Configuration.Version,
        ["type"] = folder.Configuration.IsClassifier ? "classifier" : "regressor",
        ["output"] = folder.Configuration.Output,
        ["classes"] = new JsonArray([.. folder.Configuration.Classes.Values.Select(name => JsonValue.Create(name))]),
        ["parameters"] = new JsonArray([.. folder.Configuration.Parameters.Select((parameter, i) => Parameter(parameter, folder.Configuration.FileReader?[i]))]),
        ["formats"] = new JsonArray([.. folder.Configuration.Formats.Select(format => JsonValue.Create(format))]),
        ["calibrationBins"] = folder.Configuration.Calibration?.Bins.Count,
        ["mapping"] = folder.Configuration.Mapping,
        ["checksums"] = new JsonArray([.. folder.Checksums.Select(check => new JsonObject
        {
            ["item"] = check.Item,
            ["checksum"] = check.Found.ToString("x9", CultureInfo.InvariantCulture),
            ["isVerified"] = check.Expected is not null,
        })]),
        ["notes"] = new JsonArray([.. notes.Select(note => JsonValue.Create(note))]),
    };

    private static JsonObject Parameter(AinalysisParameter parameter, AinalysisEntry? entry)
    {
        var document = new JsonObject { ["name"] = parameter.Name, ["unit"] = parameter.Unit, ["min"] = parameter.Range.Low, ["max"] = parameter.Range.High };
        if (entry is not null)
        {
            document["block"] = entry.Block;
            document["entry"] = new JsonArray([.. entry.Switch.Select(index => JsonValue.Create(index))]);
        }

        return document;
    }
}
