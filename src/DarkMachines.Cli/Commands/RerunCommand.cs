using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines rerun ID</c>.</summary>
internal static class RerunCommand
{
    public static Command Create(Session session)
    {
        var id = TrialsCommand.IdArgument();
        var data = ChallengeArgument.DataOption();
        var command = new Command(
            "rerun",
            """
            Repeat a trial from its record and say whether its scores are the same to the byte.

            The result in the workspace stays as it is. The exit code is 1 if the scores differ.

            Example:
              darkmachines rerun 3f1c09aa12de4b70
            """)
        {
            id, data,
        };
        command.SetAction(parsed => Repeat(session.Open(parsed), parsed.GetRequiredValue(id), parsed.GetValue(data)));
        return command;
    }

    private static int Repeat(OpenSession session, string id, string? dataRoot)
    {
        using var store = TrialsCommand.OpenStore(session);
        var recorded = TrialsCommand.Find(store, id);
        var kept = store.FolderOf(recorded.Id);
        if (recorded.Status != TrialStatus.Ok || recorded.Files is not { } files)
            throw new UserInputException("nothing-to-compare", $"Trial {recorded.Id} has no scores to compare with: it is '{recorded.Status}'.", "Run its challenge again to repeat it.");
        var trial = TrialDocument.Read(kept.DocumentPath);
        RestoreInputs(trial, dataRoot);
        var folder = new TrialFolder(Path.Combine(session.Workspace.TrialsDirectory, $"{recorded.Id}.rerun"));
        var supervisor = new TrialSupervisor(Executors.Worker, session.Time);
        TrialFailure? unwritten = null;
        supervisor.Run(new TrialOrder(trial, $"{trial.Task} {trial.Entrant.Name}", folder.Path), told => unwritten = told.Failure ?? unwritten, session.Cancellation);
        var repeated = folder.ReadResult();
        if (unwritten is not null || repeated is not { Status: TrialStatus.Ok })
            throw new UserInputException("rerun-failed", $"Trial {recorded.Id} could not be repeated: {unwritten?.Reason ?? repeated?.Reason}", $"See {folder.LogPath}.");

        var different = files.Keys.Union(repeated.Files!.Keys).Where(name => files.GetValueOrDefault(name) != repeated.Files.GetValueOrDefault(name)).ToArray();
        if (session.IsJson)
        {
            session.Write(new JsonObject
            {
                ["id"] = recorded.Id,
                ["same"] = different.Length == 0,
                ["different"] = new JsonArray([.. different.Select(name => JsonValue.Create(name))]),
            });
        }
        else
        {
            session.Terminal.Output.WriteLine(different.Length == 0
                ? $"Trial {recorded.Id} ({trial.Task} {trial.Entrant.Name}): all scores are the same to the byte."
                : $"Trial {recorded.Id} ({trial.Task} {trial.Entrant.Name}): {string.Join(", ", different)} differ; the repetition is in {folder.Path}.");
        }

        if (different.Length > 0)
            return 1;
        Directory.Delete(folder.Path, recursive: true);
        return 0;
    }

    private static void RestoreInputs(TrialDocument trial, string? dataRoot)
    {
        if (Directory.Exists(trial.Inputs))
            return;
        var challenge = ChallengeArgument.Find(trial.Challenge);
        var data = challenge.Load(dataRoot);
        if (challenge.Version != trial.Version || data.Fingerprint != trial.DataHash)
        {
            throw new UserInputException(
                "other-data", $"The inputs of trial {trial.Id} are gone, and these are other data than it ran on.", "Name the folder of its data with --data DIR.");
        }

        TrialInputsFolder.Write(trial.Inputs, data.InputsOf(ChallengeArgument.FindTask(data, trial.Task), trial.Seed, trial.Repeats));
    }
}
