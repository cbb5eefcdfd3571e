using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Cli.Output;
using DarkMachines.Hosting;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines run CHALLENGE</c>.</summary>
internal static class RunCommand
{
    private const int CandidatesShown = 10;

    // In place of an algorithm's name.
    private const string AllAlgorithms = "all";

    public static Command Create(Session session)
    {
        var challenge = ChallengeArgument.Create();
        var options = new RunOptions();
        var again = new Option<bool>("--again") { Description = "Run trials again whose results the workspace has" };
        var attach = new Option<bool>("--attach") { Description = "Take up the last run of this workspace, with the options it was started with" };
        var command = new Command(
            "run",
            """
            Run algorithms on a challenge and print the leaderboard.

            Every finished trial is kept at once; run the same command again, or use --attach, to go on after an interruption.
            A trial that needs more than its time or memory is ended, and is a row of the board with the reason.

            Without -a every algorithm takes part, but for those that train for minutes and wait to be named; with -a all those too.

            Examples:
              darkmachines run dm-astro
              darkmachines run dm-astro --data DIR --task 4F -a knn:neighbours=25 -a my-model.onnx
              darkmachines run dm-astro --executor processes --jobs 4 --time 10m --memory 2G
              darkmachines run dm-astro --executor slurm --shared /shared/me --partition short --throttle 50
              darkmachines run dm-astro --attach
              darkmachines run dm-astro --repeats 2 --json > board.json
            """)
        {
            challenge, again, attach,
        };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var chosen = ChallengeArgument.Find(parsed.GetRequiredValue(challenge));
            var settings = parsed.GetValue(attach) ? RunSettings.Read(open.Workspace.LastRunPath, chosen.Name) : options.Read(parsed, chosen.Name);
            var data = chosen.Load(settings.Data);
            var tasks = settings.Tasks.Count == 0 ? data.Tasks : [.. settings.Tasks.Select(name => ChallengeArgument.FindTask(data, name)).Distinct()];
            var catalogue = open.Plugins();
            var entrants = Entrants(open, catalogue, chosen, data, tasks, settings.Algorithms);
            var request = new RunRequest(chosen, tasks, entrants, settings.Seed, settings.Repeats ?? chosen.DefaultRepeats);
            return Run(open, catalogue, request, data, settings, parsed.GetValue(again), parsed.GetValue(attach));
        });
        return command;
    }

    private static Entrant[] Entrants(
        OpenSession session, PluginCatalogue catalogue, IChallenge challenge, IChallengeData data, IReadOnlyList<ChallengeTask> tasks, IReadOnlyList<string> specifications)
    {
        foreach (var plugin in catalogue.Plugins.Where(p => p.Status != PluginStatus.Active))
            session.Tell($"Plugin '{plugin.Name}' ({Options.KebabCase(plugin.Status.ToString())}): {plugin.Reason} {plugin.Remedy}");
        var models = ModelFiles.Find([Path.Combine(AppContext.BaseDirectory, "onnx-models"), session.Workspace.ModelsDirectory]);
        var resolver = new EntrantResolver(
            catalogue, new AlgorithmFactory(), models, new MalfunctionRecord(session.Workspace.MalfunctionsPath));
        var isAll = specifications.Contains(AllAlgorithms);
        var unnamed = isAll || specifications.Count == 0 ? resolver.All(challenge, withRequested: isAll) : [];
        return [.. WithoutForeignModels(session, unnamed, data, tasks), .. resolver.Resolve([.. specifications.Where(specification => specification != AllAlgorithms)])];
    }

    // Nobody named them, and a model made for another challenge has nothing to do with this one.
    private static Entrant[] WithoutForeignModels(
        OpenSession session, IReadOnlyList<Entrant> entrants, IChallengeData data, IReadOnlyList<ChallengeTask> tasks)
    {
        var foreign = entrants.Where(entrant => entrant.Fitted is not null && tasks.All(task => data.Refusal(task, entrant) is not null)).ToArray();
        foreach (var entrant in foreign)
            session.Tell($"'{entrant.Name}' is left out: {data.Refusal(tasks[0], entrant)}.");
        return [.. entrants.Except(foreign)];
    }

    private static int Run(OpenSession session, PluginCatalogue catalogue, RunRequest request, IChallengeData data, RunSettings settings, bool again, bool isAttached)
    {
        session.Tell(data.Origin);
        using var locked = session.Workspace.WaitForWriting(
            () => session.Tell("Another run is under way in this workspace; waiting until it has ended."), session.Cancellation);
        settings.Write(session.Workspace.LastRunPath);
        using var store = ResultStore.Open(session.Workspace);
        var plan = RunPlan.Make(request, data);
        var (executor, limits) = Executors.Choose(session, settings, request.Entrants, isAttached);
        var malfunctions = new MalfunctionRecord(session.Workspace.MalfunctionsPath);
        using (var progress = RunProgress.On(session.Terminal, plan.Count, result => malfunctions.Note(catalogue, result)))
            new TrialRun(session.Workspace, store, request.Challenge, data, session.Time).Complete(plan, limits, again, executor, progress, session.Cancellation);
        return Report(session, request.Challenge, data, store, plan);
    }

    private static int Report(OpenSession session, IChallenge challenge, IChallengeData data, ResultStore store, IReadOnlyList<PlannedTrial> plan)
    {
        var planned = plan.Select(p => p.Trial.Id).ToHashSet();
        var all = store.Of(challenge.Name, challenge.Version, data.Fingerprint).ToLookup(result => planned.Contains(result.Id));
        var results = all[true].ToArray();
        var kind = data.IsSimulated ? "simulated" : "real";

        // What ran now stands on the board in place of the same entrant's earlier results.
        var rows = Board.Rank(challenge, [.. all[false], .. results]);
        var searches = Searches(session, data, store, results);
        if (session.IsJson)
        {
            var document = BoardDocument.Of(challenge, kind, rows);
            if (searches.Count > 0)
                document["search"] = new JsonArray([.. searches.Select(s => BoardDocument.Candidates(s.Entrant, s.Report, CandidatesShown))]);
            session.Write(document);
        }
        else
        {
            BoardTable.Write(session.Tables, challenge, kind, rows);
            CandidateTable.WriteCounts(session.Tables, searches);
        }

        var own = results.Where(r => r.Source == "run").ToArray();
        return own.Length > 0 && own.All(r => r.Status != TrialStatus.Ok) ? 1 : 0;
    }

    private static List<(TrialResult Entrant, CandidateReport Report)> Searches(
        OpenSession session, IChallengeData data, ResultStore store, IReadOnlyList<TrialResult> results)
    {
        var searches = new List<(TrialResult, CandidateReport)>();
        if (data is not ICandidateSearch search)
            return searches;
        foreach (var result in results.Where(r => r.Source == "run" && r.Status == TrialStatus.Ok))
        {
            try
            {
                searches.Add((result, search.Search(store.ReadScores(result))));
            }
            catch (UserInputException damaged)
            {
                session.Tell($"{damaged.Message} {damaged.Remedy}");
            }
        }

        return searches;
    }
}
