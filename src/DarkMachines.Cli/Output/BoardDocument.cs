using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Hosting.Results;
using DarkMachines.Statistics;

namespace DarkMachines.Cli.Output;

/// <summary>The documents of <c>run</c>, <c>leaderboard</c> and <c>candidates</c>: camelCase keys, kebab-case metric names, nothing for what does not apply.</summary>
internal static class BoardDocument
{
    public static JsonObject Of(IChallenge challenge, string data, IReadOnlyList<BoardRow> rows)
    {
        var document = new JsonObject
        {
            ["challenge"] = challenge.Name,
            ["version"] = challenge.Version,
            ["data"] = data,
            ["results"] = new JsonArray([.. rows.Select(Row)]),
        };
        if (MeanRanks.Of(challenge, rows) is { Count: > 0 } ranks)
            document["meanRanks"] = RankTable.Document(ranks);
        return document;
    }

    /// <param name="entrant">Whose report it is.</param>
    /// <param name="report">The report.</param>
    /// <param name="top">How many candidates to list.</param>
    public static JsonObject Candidates(TrialResult entrant, CandidateReport report, int top) => new()
    {
        ["task"] = entrant.Task,
        ["algorithm"] = entrant.Algorithm,
        ["options"] = entrant.Options.DeepClone(),
        ["id"] = entrant.Id,
        ["thresholds"] = new JsonArray([.. report.Thresholds.Select(t => JsonValue.Create(t))]),
        ["countsPerRun"] = new JsonArray([.. report.CountsPerRun.Select(Estimate)]),
        ["candidates"] = new JsonArray([.. report.Candidates.Take(top).Select(Candidate)]),
    };

    private static JsonNode Row(BoardRow row)
    {
        var document = new JsonObject
        {
            ["rank"] = row.Rank,
            ["task"] = row.Task,
            ["algorithm"] = row.Algorithm,
            ["options"] = row.Options.DeepClone(),
            ["source"] = row.Source,
            ["status"] = row.Status,
        };
        AddIfKnown(document, "reason", row.Trial?.Reason);
        AddIfKnown(document, "note", row.Note);
        document["metrics"] = new JsonObject(row.Metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)Estimate(metric.Value))));
        AddIfKnown(document, "fitSeconds", row.Trial?.FitSeconds);
        AddIfKnown(document, "scoreSeconds", row.Trial?.ScoreSeconds);
        AddIfKnown(document, "peakBytes", row.Trial?.PeakBytes);
        AddIfKnown(document, "seed", row.Trial?.Seed);
        AddIfKnown(document, "repeats", row.Trial?.Repeats);
        AddIfKnown(document, "id", row.Trial?.Id);
        return document;
    }

    private static JsonObject Estimate(Estimate estimate)
    {
        var document = new JsonObject { ["value"] = estimate.Value };
        AddIfKnown(document, "spread", estimate.Spread);
        AddIfKnown(document, "low", estimate.Low);
        AddIfKnown(document, "high", estimate.High);
        return document;
    }

    private static JsonNode Candidate(Candidate candidate) => new JsonObject
    {
        ["index"] = candidate.Index,
        ["name"] = candidate.Name,
        ["mean"] = candidate.Mean,
        ["spread"] = candidate.Spread,
        ["runsAtThreshold"] = new JsonArray([.. candidate.RunsAtThreshold.Select(n => JsonValue.Create(n))]),
    };

    private static void AddIfKnown<T>(JsonObject document, string key, T? value)
    {
        if (value is not null)
            document[key] = JsonValue.Create(value);
    }
}
