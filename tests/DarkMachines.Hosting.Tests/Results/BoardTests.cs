using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Hosting.Results;
using DarkMachines.Statistics;

namespace DarkMachines.Hosting.Tests.Results;

public class BoardTests
{
    private static readonly IChallenge Challenge = ChallengeCatalogue.All[0];

    [Fact]
    public void Entrants_that_are_not_resolved_share_a_rank_and_failures_come_last()
    {
        // Differences of 0.1 in every run are resolved; differences that change sign are not.
        var rows = Own(
            Result("first", [0.95, 0.96, 0.97, 0.95, 0.96]),
            Result("as-good", [0.96, 0.95, 0.96, 0.96, 0.95]),
            Result("clearly-worse", [0.85, 0.86, 0.87, 0.85, 0.86]),
            Result("broken", []) with { Status = TrialStatus.Failed, Reason = "it broke" });
        Assert.Equal(["first", "as-good", "clearly-worse", "broken"], rows.Select(r => r.Algorithm));

        // Three published rows of the task stand among them: one above "clearly-worse", two below.
        Assert.Equal([1, 1, 4, 7], rows.Select(r => r.Rank));
    }

    [Fact]
    public void Paired_runs_resolve_what_intervals_alone_would_not()
    {
        // The runs scatter by 0.04, but one entrant is 0.01 better in each of them.
        double[] runs = [0.80, 0.84, 0.82, 0.86, 0.84];
        var rows = Own(Result("better", [.. runs.Select(r => r + 0.01)]), Result("worse", runs));
        Assert.Equal(2, rows.Select(r => r.Rank).Distinct().Count());
    }

    [Fact]
    public void The_same_entrant_stands_once_with_its_last_result_and_other_options_stand_beside_it()
    {
        var rows = Own(
            Result("knn", [0.7, 0.7]),
            Result("knn", [0.8, 0.8]),
            Result("knn", [0.9, 0.9]) with { Options = new JsonObject { ["neighbours"] = 3 } });
        Assert.Equal([0.9, 0.8], rows.Select(r => r.Metrics["overall-accuracy"].Value));
    }

    [Fact]
    public void Published_rows_stand_among_the_others_marked_as_such()
    {
        var rows = Board.Rank(Challenge, [Result("mine", [0.5, 0.5])]).Where(r => r.Task == "4F").ToArray();
        Assert.Equal(["NN", "LR", "NB", "mine"], rows.Select(r => r.Algorithm));
        Assert.All(rows[..3], r => Assert.Equal("published", r.Source));
    }

    private static BoardRow[] Own(params TrialResult[] results) =>
        [.. Board.Rank(Challenge, results).Where(r => r.Source == "run")];

    internal static TrialResult Result(string name, double[] runs) => new()
    {
        Id = name,
        Challenge = Challenge.Name,
        Version = Challenge.Version,
        Task = "4F",
        Algorithm = name,
        Options = [],
        CodeHash = "0",
        Source = "run",
        Seed = 1,
        Repeats = 1,
        DataHash = "0",
        Data = "simulated",
        Status = TrialStatus.Ok,
        Metrics = runs.Length == 0
            ? new Dictionary<string, Estimate>()
            : new Dictionary<string, Estimate> { ["overall-accuracy"] = ResampledRuns.Mean(runs, Challenge.TestToTraining) },
        PrimaryRuns = runs,
        Tool = "0.0.0",
        Machine = "none",
        Finished = DateTimeOffset.UnixEpoch,
    };
}
