using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Cli.Output;
using DarkMachines.Hosting;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines run CHALLENGE</c>.</summary>
internal static class RunCommand
{
    private const int CandidatesShown = 10;

    // Seeds are written as JSON numbers, which programs read as float64.
    private const ulong LargestSeed = 1UL << 53;

    public static Command Create(Session session)
    {
        var challenge = ChallengeArgument.Create();
        var data = ChallengeArgument.DataOption();
        var algorithms = new Option<string[]>("--algorithm", "-a")
        {
            Description = "An algorithm with its options, or an ONNX model; may be repeated. Without it everything that can takes part",
            HelpName = "ALGO[:option=value,...]|MODEL.onnx",
        };
        var tasks = new Option<string[]>("--task") { Description = "A task; may be repeated. Without it all tasks", HelpName = "T" };
        var repeats = new Option<int?>("--repeats") { Description = "Repeats of the protocol, 1 to 1000; the challenge has a default", HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of splits and fits", HelpName = "S", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads to use; the results do not depend on it",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var again = new Option<bool>("--again") { Description = "Run trials again whose results the workspace has" };
        var command = new Command(
            "run",
            """
            Run algorithms on a challenge and print the leaderboard.

            Every finished trial is kept at once; run the same command again to go on after an interruption.

            Examples:
              darkmachines run dm-astro
              darkmachines run dm-astro --data DIR --task 4F -a knn:neighbours=25 -a my-model.onnx
              darkmachines run dm-astro --repeats 2 --json > board.json
            """)
        {
            challenge, algorithms, tasks, repeats, seed, data, threads, again,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var chosen = ChallengeArgument.Find(parsed.GetRequiredValue(challenge));
            var names = parsed.GetValue(tasks) ?? [];
            RequireRange("--repeats", parsed.GetValue(repeats) ?? chosen.DefaultRepeats, 1, 1000);
            RequireRange("--threads", parsed.GetValue(threads), 1, 1024);
            if (parsed.GetValue(seed) > LargestSeed)
                throw new UsageException("invalid-option", $"--seed is {parsed.GetValue(seed)}, outside 0 to {LargestSeed}.", "Choose a smaller seed.");
            var chosenTasks = names.Length == 0 ? chosen.Tasks : [.. names.Select(name => ChallengeArgument.FindTask(chosen, name)).Distinct()];
            var entrants = Entrants(open, chosen, parsed.GetValue(algorithms) ?? []);
            var request = new RunRequest(chosen, chosenTasks, entrants, parsed.GetValue(seed), parsed.GetValue(repeats) ?? chosen.DefaultRepeats);
            return Run(open, request, parsed.GetValue(data), parsed.GetValue(threads), parsed.GetValue(again));
        });
        return command;
    }

    private static void RequireRange(string option, int value, int least, int most)
    {
        if (value < least || value > most)
            throw new UsageException("invalid-option", $"{option} is {value}, outside {least} to {most}.", "Choose a value within the range.");
    }

    private static IReadOnlyList<Entrant> Entrants(OpenSession session, IChallenge challenge, string[] specifications)
    {
        var catalogue = session.Plugins();
        foreach (var plugin in catalogue.Plugins.Where(p => p.Status != PluginStatus.Active))
            session.Tell($"Plugin '{plugin.Name}' ({Options.KebabCase(plugin.Status.ToString())}): {plugin.Reason} {plugin.Remedy}");
        var models = ModelFiles.Find([Path.Combine(AppContext.BaseDirectory, "onnx-models"), session.Workspace.ModelsDirectory]);
        var resolver = new EntrantResolver(
            catalogue, new AlgorithmFactory(), models, new MalfunctionRecord(session.Workspace.MalfunctionsPath));
        return specifications.Length == 0 ? resolver.All(challenge) : resolver.Resolve(specifications);
    }

    private static int Run(OpenSession session, RunRequest request, string? dataRoot, int threads, bool again)
    {
        var data = request.Challenge.Load(dataRoot);
        session.Tell(data.Origin);
        using var locked = session.Workspace.LockForWriting();
        using var store = ResultStore.Open(session.Workspace);
        var results = RunTrials(session, request, data, store, threads, again);

        var kind = data.IsSimulated ? "simulated" : "real";
        var rows = Board.Rank(request.Challenge, OnSameData(store, request, data, results));
        var searches = Searches(data, store, results);
        if (session.IsJson)
        {
            var document = BoardDocument.Of(request.Challenge, kind, rows);
            if (searches.Count > 0)
                document["search"] = new JsonArray([.. searches.Select(s => BoardDocument.Candidates(s.Entrant, s.Report, CandidatesShown))]);
            session.Write(document);
        }
        else
        {
            BoardTable.Write(session.Tables, request.Challenge, kind, rows);
            CandidateTable.WriteCounts(session.Tables, searches);
        }

        var own = results.Where(r => r.Source == "run").ToArray();
        return own.Length > 0 && own.All(r => r.Status != TrialStatus.Ok) ? 1 : 0;
    }

    private static List<TrialResult> RunTrials(
        OpenSession session, RunRequest request, IChallengeData data, ResultStore store, int threads, bool again)
    {
        var plan = RunPlan.Make(request, data);
        var runner = new TrialRunner(data, store, session.Time);
        var progress = RunProgress.On(session.Terminal, plan.Count);
        var results = new List<TrialResult>();
        foreach (var (trial, refusal) in plan)
        {
            if (!again && store.Find(trial.Id) is { Status: TrialStatus.Ok } kept)
            {
                results.Add(kept);
                progress.Kept(trial);
                continue;
            }

            progress.Start(trial);
            results.Add(refusal is null
                ? runner.Run(trial, threads, progress, session.Cancellation)
                : runner.Refuse(trial, refusal));
            progress.Finish(results[^1]);
        }

        return results;
    }

    // What ran now stands on the board in place of the same entrant's earlier results.
    private static IReadOnlyList<TrialResult> OnSameData(
        ResultStore store, RunRequest request, IChallengeData data, IReadOnlyList<TrialResult> results)
    {
        var now = results.Select(r => r.Id).ToHashSet();
        var earlier = store.Of(request.Challenge.Name).Where(r =>
            r.Version == request.Challenge.Version && r.DataHash == data.Fingerprint && !now.Contains(r.Id));
        return [.. earlier, .. results];
    }

    private static IReadOnlyList<(TrialResult Entrant, CandidateReport Report)> Searches(
        IChallengeData data, ResultStore store, IReadOnlyList<TrialResult> results) =>
        data is ICandidateSearch search
            ? [.. results.Where(r => r.Source == "run" && r.Status == TrialStatus.Ok).Select(r => (r, search.Search(store.ReadScores(r))))]
            : [];
}
