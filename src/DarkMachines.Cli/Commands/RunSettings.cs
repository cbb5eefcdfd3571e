using System.Text.Json;
using System.Text.Json.Serialization;
using DarkMachines.Hosting;

namespace DarkMachines.Cli.Commands;

/// <summary>All that a run was asked to do: kept in the workspace, so that <c>--attach</c> can take it up again.</summary>
internal sealed record RunSettings
{
    public required string Challenge { get; init; }

    public IReadOnlyList<string> Algorithms { get; init; } = [];

    public IReadOnlyList<string> Tasks { get; init; } = [];

    public int? Repeats { get; init; }

    public ulong Seed { get; init; } = 1;

    public string? Data { get; init; }

    public int Threads { get; init; } = 1;

    public string? Executor { get; init; }

    public int? Jobs { get; init; }

    public double? Seconds { get; init; }

    public int? Megabytes { get; init; }

    public string? Shared { get; init; }

    public string? Partition { get; init; }

    public string? Account { get; init; }

    public int? Throttle { get; init; }

    public string? SbatchOptions { get; init; }

    public bool CancelOnStop { get; init; }

    /// <summary>The settings of the last run in a workspace.</summary>
    /// <param name="path">Where they are kept.</param>
    /// <param name="challenge">The challenge that is asked for.</param>
    public static RunSettings Read(string path, string challenge)
    {
        const string remedy = "Start a run without --attach.";
        var last = StateFile.Read(path, RunSettingsJson.Default.RunSettings, remedy, "run-unreadable")
            ?? throw new UserInputException("no-run", "There is no earlier run in this workspace to attach to.", remedy);
        return last.Challenge == challenge ? last : throw new UserInputException(
            "no-run", $"The last run in this workspace was of '{last.Challenge}', not of '{challenge}'.", $"Use 'darkmachines run {last.Challenge} --attach', or start a run without --attach.");
    }

    public void Write(string path) => StateFile.Write(path, JsonSerializer.Serialize(this, RunSettingsJson.Default.RunSettings));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunSettings))]
internal sealed partial class RunSettingsJson : JsonSerializerContext;
