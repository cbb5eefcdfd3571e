using System.Text.Json;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Trials;
using DarkMachines.Statistics;

namespace DarkMachines.Hosting.Results;

/// <summary>How a trial ended.</summary>
public static class TrialStatus
{
    /// <summary>It was scored and graded.</summary>
    public const string Ok = "ok";

    /// <summary>It failed; the reason says why.</summary>
    public const string Failed = "failed";

    /// <summary>It ran into its limit of time.</summary>
    public const string TimedOut = "timed-out";
}

/// <summary>Who is to blame for a trial that failed, which decides whether it is worth running again.</summary>
public static class FailureCause
{
    /// <summary>The entrant: it would fail again.</summary>
    public const string Entrant = "entrant";

    /// <summary>A limit of time or memory: with more it may succeed.</summary>
    public const string Limit = "limit";

    /// <summary>The machine or the user: a full disk, a node that went down, a cancellation. It is run again.</summary>
    public const string Machine = "machine";
}

/// <summary>The record of one trial: what determined it, what came out, and where it ran.</summary>
public sealed record TrialResult
{
    /// <summary>Hash of what determines the result: the same trial has the same id wherever it runs.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the challenge.</summary>
    public required string Challenge { get; init; }

    /// <summary>Version of the challenge.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>Name of the entrant.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The options that the user set, in words; empty for the defaults.</summary>
    public string Label { get; init; } = "";

    /// <summary>All options in effect.</summary>
    public required JsonObject Options { get; init; }

    /// <summary>SHA-256 of the plugin or model file.</summary>
    public required string CodeHash { get; init; }

    /// <summary><c>run</c> or <c>baseline</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Seed of splits and fits.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Repeats of the protocol.</summary>
    public required int Repeats { get; init; }

    /// <summary>Fingerprint of the data.</summary>
    public required string DataHash { get; init; }

    /// <summary><c>real</c> or <c>simulated</c>.</summary>
    public required string Data { get; init; }

    /// <summary>One of <see cref="TrialStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed, in one sentence; null if it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>Short stable name of what went wrong; null if nothing did.</summary>
    public string? Code { get; init; }

    /// <summary>One of <see cref="FailureCause"/>; null if it did not fail.</summary>
    public string? Cause { get; init; }

    /// <summary>What the trial was allowed to use; null in records of earlier versions.</summary>
    public TrialLimits? Limits { get; init; }

    /// <summary>What a reader of the board must know of the entrant; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Each metric by name, in the order of the board; empty if the trial failed.</summary>
    public IReadOnlyDictionary<string, Estimate> Metrics { get; init; } = new Dictionary<string, Estimate>();

    /// <summary>The primary metric of each run.</summary>
    public IReadOnlyList<double> PrimaryRuns { get; init; } = [];

    /// <summary>Seconds spent fitting, summed over all fits; null for a model fitted elsewhere.</summary>
    public double? FitSeconds { get; init; }

    /// <summary>Seconds spent scoring, summed over all runs.</summary>
    public double? ScoreSeconds { get; init; }

    /// <summary>Peak resident memory of the process during the trial; null where the system does not tell.</summary>
    public long? PeakBytes { get; init; }

    /// <summary>The files of scores, by name; null in records of earlier versions, empty if there are none.</summary>
    public IReadOnlyDictionary<string, StoredFile>? Files { get; init; }

    /// <summary>Version of this program.</summary>
    public required string Tool { get; init; }

    /// <summary>Operating system, processor count and runtime.</summary>
    public required string Machine { get; init; }

    /// <summary>When the trial ended, in UTC.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>The record as a document with camelCase keys; what does not apply is absent.</summary>
    public JsonObject ToDocument() => JsonSerializer.SerializeToNode(this, ResultJson.Default.TrialResult)!.AsObject();
}
