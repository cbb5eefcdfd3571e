using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DarkMachines.Hosting.Trials;

/// <summary>What an entrant is, so that another process can make it again.</summary>
public static class EntrantKind
{
    /// <summary>An algorithm of a plugin; the path is that of the plugin's main assembly.</summary>
    public const string Algorithm = "algorithm";

    /// <summary>A model fitted elsewhere; the path is that of the ONNX file.</summary>
    public const string Model = "model";

    /// <summary>A baseline of the challenge.</summary>
    public const string Baseline = "baseline";
}

/// <summary>The entrant of a trial, as a file can name it.</summary>
/// <param name="Kind">One of <see cref="EntrantKind"/>.</param>
/// <param name="Name">Name on the board.</param>
/// <param name="Options">All options in effect; for a model the settings of its import.</param>
/// <param name="Code">Hash of the plugin or model file; a file that has changed since is refused.</param>
/// <param name="Path">The file; null for a baseline.</param>
/// <param name="Label">The options that the user set, in words.</param>
/// <param name="Note">What a reader of the board must know; null for nothing.</param>
public sealed record EntrantDocument(
    string Kind, string Name, JsonObject Options, string Code, string? Path, string Label, string? Note);

/// <summary>One trial as a file: all that a process needs to run it, wherever it runs.</summary>
public sealed record TrialDocument
{
    /// <summary>The version of this schema.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the schema.</summary>
    public required int Schema { get; init; }

    /// <summary>Hash of what determines the result.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the challenge.</summary>
    public required string Challenge { get; init; }

    /// <summary>Version of the challenge.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>Who takes part.</summary>
    public required EntrantDocument Entrant { get; init; }

    /// <summary>Seed of splits and fits.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Repeats of the protocol.</summary>
    public required int Repeats { get; init; }

    /// <summary>Fingerprint of the data.</summary>
    public required string DataHash { get; init; }

    /// <summary><c>real</c> or <c>simulated</c>.</summary>
    public required string Data { get; init; }

    /// <summary>Folder of what the trial may see of the data, as <see cref="TrialInputsFolder"/> writes it.</summary>
    public required string Inputs { get; init; }

    /// <summary>What the trial may use.</summary>
    public required TrialLimits Limits { get; init; }

    /// <summary>Reads a trial.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserInputException">The file is missing or unreadable, no trial, or of a newer schema.</exception>
    public static TrialDocument Read(string path)
    {
        const string remedy = "Make it anew by running the challenge again.";
        var document = StateFile.Read(path, TrialJson.Default.TrialDocument, remedy, "trial-unreadable")
            ?? throw new UserInputException("file-missing", $"There is no file '{path}'.", "Name a trial.json, such as one in the folder 'trials' of a workspace.");
        return document.Schema <= CurrentSchema ? document : throw new UserInputException(
            "trial-newer", $"The trial '{path}' has schema {document.Schema}; this program knows schemas up to {CurrentSchema}.", "Use the newer program.");
    }

    /// <summary>Writes the trial, so that the file is either complete or absent.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    public void Write(string path) => StateFile.Write(path, JsonSerializer.Serialize(this, TrialJson.Default.TrialDocument));
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrialDocument))]
internal sealed partial class TrialJson : JsonSerializerContext;
