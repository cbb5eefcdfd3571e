using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;
using Spectre.Console;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines trials [list|show|log|cancel]</c>: what has run and what runs in a workspace.</summary>
internal static class TrialsCommand
{
    private const int ListedByDefault = 50;

    public static Command Create(Session session)
    {
        var list = List(session);
        var command = new Command("trials", "See what has run and what runs in the workspace.")
        {
            list, Show(session), Log(session), Cancel(session),
        };
        var count = Count();
        command.Add(count);
        command.SetAction(parsed => PrintList(session.Open(parsed), parsed.GetValue(count)));
        return command;
    }

    public static Argument<string> IdArgument() => new("id") { Description = "Id of a trial, or its first digits", HelpName = "ID" };

    public static ResultStore OpenStore(OpenSession session) => session.Workspace.HasResults
        ? ResultStore.Open(session.Workspace)
        : throw new UserInputException("no-results", $"There are no results in the workspace {session.Workspace.Directory}.", "Run a challenge first, or name another workspace with --workspace DIR.");

    /// <summary>The one result whose id begins with these digits.</summary>
    public static TrialResult Find(ResultStore store, string id) => store.StartingWith(id) switch
    {
        [var one] => one,
        [] => throw new UsageException("unknown-trial", $"There is no trial '{id}' in this workspace.", "See 'darkmachines trials list'."),
        _ => throw new UsageException("ambiguous-trial", $"Several trials begin with '{id}'.", "Give more digits; see 'darkmachines trials list'."),
    };

    private static Option<int> Count() => new("--count") { Description = "How many of the newest to list", HelpName = "N", DefaultValueFactory = _ => ListedByDefault };

    private static Command List(Session session)
    {
        var count = Count();
        var command = new Command("list", "List what runs now and what has ended, the newest first.") { count };
        command.SetAction(parsed => PrintList(session.Open(parsed), parsed.GetValue(count)));
        return command;
    }

    private static int PrintList(OpenSession session, int count)
    {
        if (count < 1)
            throw new UsageException("invalid-option", $"--count is {count}, below 1.", "Choose a positive number.");
        var running = Running(session);
        IReadOnlyList<TrialResult> ended = [];
        if (session.Workspace.HasResults)
        {
            using var store = ResultStore.Open(session.Workspace);
            ended = store.Newest(count);
        }

        if (session.IsJson)
        {
            var documents = running.Select(Document).Concat(ended.Select(Document));
            session.Write(new JsonObject { ["trials"] = new JsonArray([.. documents]) });
            return 0;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in (string[])["id", "challenge", "task", "entrant", "status", "detail"])
            table.AddColumn(title, column => column.NoWrap());
        foreach (var (trial, state, progress) in running)
            table.AddRow([.. Cells(trial.Id, trial.Challenge, trial.Task, Name(trial.Entrant.Name, trial.Entrant.Label), state, progress)]);
        foreach (var result in ended)
            table.AddRow([.. Cells(result.Id, result.Challenge, result.Task, Name(result.Algorithm, result.Label), result.Status, result.Reason ?? Metric(result))]);
        session.Tables.Write(table);
        return 0;

        static IEnumerable<Text> Cells(params string[] cells) => cells.Select(cell => new Text(cell));
    }

    private static Command Show(Session session)
    {
        var id = IdArgument();
        var command = new Command("show", "Show the record of a trial as JSON.") { id };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var prefix = parsed.GetRequiredValue(id);
            if (Running(open).Where(r => r.Trial.Id.StartsWith(prefix, StringComparison.Ordinal)).ToArray() is [var running])
            {
                open.Write(Document(running));
                return 0;
            }

            using var store = OpenStore(open);
            open.Write(Find(store, prefix).ToDocument());
            return 0;
        });
        return command;
    }

    private static Command Log(Session session)
    {
        var id = IdArgument();
        var command = new Command("log", "Print what the entrant of a trial has printed.") { id };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var folder = FolderOf(open, parsed.GetRequiredValue(id));
            if (!File.Exists(folder.LogPath))
                throw new UserInputException("no-log", "The trial has no log: it ran inside the program's own process, or could not be started.", "Run it again with --again --executor processes.");
            open.Terminal.Output.Write(File.ReadAllText(folder.LogPath));
            return 0;
        });
        return command;
    }

    private static Command Cancel(Session session)
    {
        var id = IdArgument();
        var command = new Command("cancel", "End a trial that runs; the others go on. It is a row of the board with that reason, and runs again with the next run.") { id };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var prefix = parsed.GetRequiredValue(id);
            var matching = Running(open).Where(r => r.State == "running" && r.Trial.Id.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
            if (matching.Length != 1)
            {
                throw new UsageException(
                    "unknown-trial", matching.Length == 0 ? $"No trial '{prefix}' runs in this workspace." : $"Several running trials begin with '{prefix}'.",
                    "See 'darkmachines trials list'.");
            }

            new TrialFolder(Path.Combine(open.Workspace.TrialsDirectory, matching[0].Trial.Id)).Cancel();
            open.Tell($"Asked for the end of trial {matching[0].Trial.Id}.");
            return 0;
        });
        return command;
    }

    private static TrialFolder FolderOf(OpenSession session, string id)
    {
        if (Running(session).Where(r => r.Trial.Id.StartsWith(id, StringComparison.Ordinal)).ToArray() is [var running])
            return new TrialFolder(Path.Combine(session.Workspace.TrialsDirectory, running.Trial.Id));
        using var store = OpenStore(session);
        return store.FolderOf(Find(store, id).Id);
    }

    // Folders that stay behind when a run is killed are there until the next run; nothing runs in them.
    private static List<(TrialDocument Trial, string State, string Progress)> Running(OpenSession session)
    {
        var trials = new List<(TrialDocument, string, string)>();
        if (!Directory.Exists(session.Workspace.TrialsDirectory))
            return trials;
        var state = session.Workspace.IsInUse() ? "running" : "interrupted";
        foreach (var path in Directory.EnumerateDirectories(session.Workspace.TrialsDirectory).Order(StringComparer.Ordinal))
        {
            var folder = new TrialFolder(path);
            try
            {
                trials.Add((TrialDocument.Read(folder.DocumentPath), state, folder.ReadProgress()));
            }
            catch (UserInputException)
            {
                // It ended, or has not begun, this very moment.
            }
        }

        return trials;
    }

    private static JsonObject Document((TrialDocument Trial, string State, string Progress) running) => new()
    {
        ["id"] = running.Trial.Id,
        ["challenge"] = running.Trial.Challenge,
        ["task"] = running.Trial.Task,
        ["algorithm"] = running.Trial.Entrant.Name,
        ["options"] = running.Trial.Entrant.Options.DeepClone(),
        ["status"] = running.State,
        ["progress"] = running.Progress,
    };

    private static JsonObject Document(TrialResult result)
    {
        var document = new JsonObject
        {
            ["id"] = result.Id,
            ["challenge"] = result.Challenge,
            ["task"] = result.Task,
            ["algorithm"] = result.Algorithm,
            ["options"] = result.Options.DeepClone(),
            ["status"] = result.Status,
        };
        if (result.Reason is not null)
            document["reason"] = result.Reason;
        document["finished"] = result.Finished;
        return document;
    }

    private static string Name(string algorithm, string label) => label.Length > 0 ? $"{algorithm} ({label})" : algorithm;

    private static string Metric(TrialResult result) => result.Metrics.Count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"{result.Metrics.First().Key} {result.Metrics.First().Value.Value:0.0000}");
}
