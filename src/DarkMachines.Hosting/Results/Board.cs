using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Statistics;

namespace DarkMachines.Hosting.Results;

/// <summary>One row of a board: an entrant's result, or a published one.</summary>
/// <param name="Rank">Place in its task, from 1; entrants that are not resolved from each other share the first one's.</param>
/// <param name="Task">Task.</param>
/// <param name="Algorithm">Name of the entrant.</param>
/// <param name="Source"><c>run</c>, <c>baseline</c> or <c>published</c>.</param>
/// <param name="Status">One of <see cref="TrialStatus"/>.</param>
/// <param name="Metrics">Each metric by name.</param>
/// <param name="Note">Failure, source, or what must be known of the entrant; null for nothing.</param>
/// <param name="Trial">The record; null for published rows.</param>
public sealed record BoardRow(
    int Rank, string Task, string Algorithm, string Source, string Status,
    IReadOnlyDictionary<string, Estimate> Metrics, string? Note, TrialResult? Trial)
{
    /// <summary>All options in effect; empty for published rows.</summary>
    public JsonObject Options => Trial?.Options ?? [];
}

/// <summary>Ranks the results of one challenge on one data set.</summary>
public static class Board
{
    /// <summary>Ranks results beside the published ones; failures come last.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="results">Results on one data set; of an entrant's with the same options and seed the last one counts.</param>
    /// <returns>Rows by task in the challenge's order, tasks that only the data have after them by name, then by rank.</returns>
    public static IReadOnlyList<BoardRow> Rank(IChallenge challenge, IReadOnlyList<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        ArgumentNullException.ThrowIfNull(results);
        var rows = new List<BoardRow>();
        var known = challenge.Tasks.Select(t => t.Name).ToArray();
        var others = challenge.Published.Select(p => p.Task).Concat(results.Select(r => r.Task)).Except(known).Order(StringComparer.Ordinal);
        foreach (var task in known.Concat(others))
        {
            var own = Current(results.Where(r => r.Task == task)).Select(r =>
                new BoardRow(0, r.Task, r.Algorithm, r.Source, r.Status, r.Metrics, r.Note, r));
            var published = challenge.Published.Where(p => p.Task == task).Select(p =>
                new BoardRow(0, p.Task, p.Algorithm, "published", TrialStatus.Ok, p.Metrics, p.Note, null));
            rows.AddRange(RankTask([.. own, .. published], challenge));
        }

        return rows;
    }

    // The same entrant with the same options and seed stands on the board once.
    private static IEnumerable<TrialResult> Current(IEnumerable<TrialResult> results) => results
        .GroupBy(r => (r.Algorithm, Options: r.Options.ToJsonString(), r.Seed))
        .Select(same => same.Last());

    private static IEnumerable<BoardRow> RankTask(BoardRow[] rows, IChallenge challenge)
    {
        var metric = challenge.PrimaryMetric;
        var ordered = rows
            .OrderBy(row => row.Status == TrialStatus.Ok ? 0 : 1)
            .ThenByDescending(row => row.Metrics.TryGetValue(metric, out var estimate) ? estimate.Value : double.NegativeInfinity)
            .ThenBy(row => row.Algorithm, StringComparer.Ordinal)
            .ThenBy(row => row.Options.ToJsonString(), StringComparer.Ordinal);
        BoardRow? leader = null;
        var place = 0;
        foreach (var row in ordered)
        {
            place++;
            var shares = leader is not null && row.Status == leader.Status
                && (row.Status != TrialStatus.Ok || !Resolved(leader, row, challenge));
            var ranked = row with { Rank = shares ? leader!.Rank : place };
            if (!shares)
                leader = ranked;
            yield return ranked;
        }
    }

    // Entrants of one seed ran on the same splits and are compared run by run; others by their intervals alone.
    private static bool Resolved(BoardRow better, BoardRow worse, IChallenge challenge)
    {
        var metric = challenge.PrimaryMetric;
        if (better.Trial is { } a && worse.Trial is { } b && a.Seed == b.Seed && a.PrimaryRuns.Count == b.PrimaryRuns.Count && a.PrimaryRuns.Count > 1)
        {
            var difference = ResampledRuns.Difference([.. a.PrimaryRuns], [.. b.PrimaryRuns], challenge.TestToTraining);
            return difference.Low > 0;
        }

        var reach = Math.Sqrt(Math.Pow(HalfWidth(better.Metrics[metric]), 2) + Math.Pow(HalfWidth(worse.Metrics[metric]), 2));
        return better.Metrics[metric].Value - worse.Metrics[metric].Value > reach;
    }

    // A published row gives the spread over runs only; over 100 runs of five folds the interval is as wide to a percent.
    private static double HalfWidth(Estimate estimate) =>
        estimate is { Low: { } low, High: { } high } ? (high - low) / 2 : estimate.Spread ?? 0;
}
