using System.CommandLine;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines trial run|work</c>: one trial, from a file to a folder.</summary>
internal static class TrialCommand
{
    public static Command Create(Session session) => new("trial", "Run one trial from its file: what 'run' does for each, here or on a node of a cluster.")
    {
        RunVerb(session), WorkVerb(session),
    };

    private static Command RunVerb(Session session)
    {
        var (file, folder) = (File(), Folder());
        var command = new Command(
            "run",
            """
            Run the trial in a file, in a process of its own and within its limits.

            Whatever happens, DIR holds result.json afterwards, with the arrays of scores and log.txt beside it if it went
            well. The exit code is 1 if it did not.

            Example:
              darkmachines trial run trial.json --out my-trial
            """)
        {
            file, folder,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var trial = TrialDocument.Read(parsed.GetRequiredValue(file));
            var order = new TrialOrder(trial, $"{trial.Task} {trial.Entrant.Name}", Path.GetFullPath(parsed.GetRequiredValue(folder)));
            TrialFailure? unwritten = null;
            new TrialSupervisor(Executors.Worker, open.Time).Run(order, told => unwritten = told.Failure ?? unwritten, open.Cancellation);
            if (unwritten is not null)
                throw new UserInputException(unwritten.Code, unwritten.Reason, "");
            var result = new TrialFolder(order.Folder).ReadResult()
                ?? throw new UserInputException("result-damaged", $"There is no result in '{order.Folder}'.", "Run the trial again.");
            open.Tell(result.Status == TrialStatus.Ok ? $"Trial {trial.Id} answered; see {order.Folder}." : $"{result.Status}: {result.Reason}");
            if (open.IsJson)
                open.Write(result.ToDocument());
            return result.Status == TrialStatus.Ok ? 0 : 1;
        });
        return command;
    }

    private static Command WorkVerb(Session session)
    {
        var (file, folder) = (File(), Folder());
        var command = new Command("work", "Run the trial in a file in this very process; 'trial run' starts it, and ends it when its limits are reached.")
        {
            file, folder,
        };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            WorkerLeash.TieThisProcess();
            var trial = TrialDocument.Read(parsed.GetRequiredValue(file));
            var place = new TrialFolder(parsed.GetRequiredValue(folder));
            new TrialWorker(new EntrantLoader(), open.Time).Run(trial, place, new ProgressNote(place), open.Cancellation);

            // Threads that the entrant left running must not keep the process.
            Environment.Exit(0);
            return 0;
        });
        return command;
    }

    private static Argument<string> File() => new("file") { Description = "The trial", HelpName = "FILE" };

    private static Option<string> Folder() => new("--out") { Description = "Folder of the result; it is made if need be", HelpName = "DIR", Required = true };
}
