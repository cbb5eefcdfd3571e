using DarkMachines.Challenges;
using DarkMachines.Statistics;

namespace DarkMachines.Hosting.Results;

/// <summary>Mean ranks of the entrants that stand on every board of a group of tasks.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="Tasks">The tasks ranked over.</param>
/// <param name="Entrants">A row of each entrant, in the order of the ranks.</param>
/// <param name="Comparison">Mean ranks in that order, with the test that they differ and the critical difference.</param>
public sealed record MeanRanks(string Group, IReadOnlyList<string> Tasks, IReadOnlyList<BoardRow> Entrants, RankComparison Comparison)
{
    /// <summary>
    /// Mean ranks for each group of a challenge's tasks: over all tasks that have results, among those who ran; and where
    /// published results exist for some of these tasks only, over those tasks, with the published among the entrants.
    /// </summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="rows">Its board.</param>
    /// <returns>Nothing for a challenge without groups, or where there are not two tasks and two entrants to compare.</returns>
    public static IReadOnlyList<MeanRanks> Of(IChallenge challenge, IReadOnlyList<BoardRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (challenge is not IGroupsTasks groups)
            return [];
        var ranks = new List<MeanRanks?>();
        foreach (var group in rows.GroupBy(row => groups.GroupOf(row.Task)))
        {
            var run = group.GroupBy(row => row.Task).Where(task => task.Any(row => row.Source != "published")).ToArray();
            var published = run.Where(task => task.Any(row => row.Source == "published")).ToArray();
            ranks.Add(Over(group.Key, run, challenge.PrimaryMetric));
            if (published.Length > 0 && published.Length < run.Length)
                ranks.Add(Over(group.Key, published, challenge.PrimaryMetric));
        }

        return [.. ranks.OfType<MeanRanks>()];
    }

    private static MeanRanks? Over(string group, IGrouping<string, BoardRow>[] tasks, string metric)
    {
        // An entrant is the same on two boards if its name, options and seed are.
        var entrants = tasks.SelectMany(task => task)
            .GroupBy(row => (row.Source, row.Algorithm, Options: row.Options.ToJsonString(), row.Trial?.Seed))
            .Where(entrant => entrant.Count() == tasks.Length)
            .Select(entrant => entrant.ToDictionary(row => row.Task))
            .ToArray();
        if (tasks.Length < 2 || entrants.Length < 2)
            return null;
        var comparison = RankComparison.Of([.. tasks.Select(task => entrants.Select(entrant => Value(entrant[task.Key], metric)).ToArray())]);
        var order = Enumerable.Range(0, entrants.Length).OrderBy(e => comparison.MeanRanks[e]).ThenBy(e => First(e).Algorithm, StringComparer.Ordinal).ToArray();
        return new MeanRanks(
            group, [.. tasks.Select(task => task.Key)], [.. order.Select(First)],
            comparison with { MeanRanks = [.. order.Select(e => comparison.MeanRanks[e])] });

        BoardRow First(int entrant) => entrants[entrant][tasks[0].Key];
    }

    private static double Value(BoardRow row, string metric) =>
        row.Status == TrialStatus.Ok && row.Metrics.TryGetValue(metric, out var estimate) ? estimate.Value : double.NegativeInfinity;
}
