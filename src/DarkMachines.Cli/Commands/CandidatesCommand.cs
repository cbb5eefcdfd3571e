using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Cli.Output;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines candidates CHALLENGE</c>.</summary>
internal static class CandidatesCommand
{
    private const int DefaultTop = 20;

    public static Command Create(Session session)
    {
        var challenge = ChallengeArgument.Create();
        var data = ChallengeArgument.DataOption();
        var algorithm = new Option<string?>("--algorithm", "-a") { Description = "An entrant of the board; without it all", HelpName = "NAME" };
        var task = new Option<string?>("--task") { Description = "A task; without it all", HelpName = "T" };
        var top = new Option<int>("--top") { Description = "How many candidates to print; 0 for all", HelpName = "N", DefaultValueFactory = _ => DefaultTop };
        var command = new Command(
            "candidates",
            """
            Print what the entrants of a challenge say of its unlabelled objects.

            Each object has its mean signal probability over the runs, the spread, and the number of runs that reach each threshold.

            Examples:
              darkmachines candidates dm-astro --data DIR --task 4F -a random-forest
              darkmachines candidates dm-astro --top 0 --json > candidates.json
            """)
        {
            challenge, algorithm, task, top, data,
        };
        command.SetAction(parsed =>
        {
            var chosen = ChallengeArgument.Find(parsed.GetRequiredValue(challenge));
            var count = parsed.GetValue(top);
            if (count < 0)
                throw new UsageException("invalid-option", $"--top is {count}, below 0.", "Give the number of candidates, or 0 for all.");
            return Print(session.Open(parsed), chosen, parsed.GetValue(data), parsed.GetValue(algorithm), parsed.GetValue(task), count == 0 ? int.MaxValue : count);
        });
        return command;
    }

    private static int Print(OpenSession session, IChallenge challenge, string? dataRoot, string? algorithm, string? task, int top)
    {
        var data = challenge.Load(dataRoot);
        if (task is not null)
            ChallengeArgument.FindTask(data, task);
        if (data is not ICandidateSearch search)
            throw new UsageException("no-search", $"{challenge.Name} has no unlabelled objects to search.", "Choose another challenge.");
        var results = WorkspaceResults.Of(session, challenge, data.Fingerprint)
            .Where(r => r.Source == "run" && r.Status == TrialStatus.Ok && (task is null || r.Task == task) && (algorithm is null || r.Algorithm == algorithm))
            .ToArray();
        if (results.Length == 0)
        {
            throw new UserInputException(
                "no-results",
                $"The workspace {session.Workspace.Directory} has no such results on {(data.IsSimulated ? "the simulation" : "these data")}.",
                $"Name the data with --data DIR, or run the challenge first: darkmachines run {challenge.Name}.");
        }

        using var store = ResultStore.Open(session.Workspace);
        var searches = results.Select(r => (Entrant: r, Report: search.Search(store.ReadScores(r)))).ToArray();
        if (session.IsJson)
        {
            session.Write(new JsonObject
            {
                ["challenge"] = challenge.Name,
                ["version"] = challenge.Version,
                ["data"] = results[0].Data,
                ["search"] = new JsonArray([.. searches.Select(s => BoardDocument.Candidates(s.Entrant, s.Report, top))]),
            });
            return 0;
        }

        foreach (var (entrant, report) in searches)
            CandidateTable.WriteCandidates(session.Tables, entrant, report, top);
        return 0;
    }
}
