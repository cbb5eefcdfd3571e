using System.Globalization;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Slurm;

/// <summary>
/// Why a task left no result. Slurm's own words mislead: a kill for memory and a crash are both <c>JobLaunchFailure</c>,
/// a task killed for its time may end with exit code 0, and only a task's log tells a kill for memory.
/// </summary>
/// <param name="End">How it ended.</param>
/// <param name="Sentence">Why, in one sentence.</param>
public sealed record SlurmOutcome(SlurmEnd End, string Sentence)
{
    /// <summary>The same as a trial's failure.</summary>
    public TrialFailure Failure => End switch
    {
        SlurmEnd.Time => new(TrialStatus.TimedOut, FailureCause.Limit, "slurm-time", $"{Sentence} Give it more with --time."),
        SlurmEnd.Memory => new(TrialStatus.Failed, FailureCause.Limit, "slurm-memory", $"{Sentence} Give it more with --memory."),
        SlurmEnd.Cancelled => TrialFailure.OfMachine("slurm-cancelled", Sentence),
        SlurmEnd.Lost => TrialFailure.OfMachine("slurm-lost", Sentence),
        SlurmEnd.Stuck => TrialFailure.OfMachine("slurm-stuck", Sentence),
        _ => TrialFailure.OfMachine("slurm-task-failed", Sentence),
    };

    /// <summary>The outcome of a task that ended without a result.</summary>
    /// <param name="task">What scontrol says of it; null where Slurm knows it no longer.</param>
    /// <param name="log">Its log; null if it left none.</param>
    public static SlurmOutcome Of(SlurmTask? task, string? log)
    {
        // Slurm says FAILED of such a task, or CANCELLED; where it says something else, the log does not overrule it.
        if (LogTellsMemory(log) && task?.State is null or SlurmTaskState.Failed or SlurmTaskState.OutOfMemory or SlurmTaskState.Cancelled)
            return OutOfMemory;
        return task?.State switch
        {
            null => new(SlurmEnd.Lost, "The task ended without a result, and Slurm keeps no record of it any more."),
            SlurmTaskState.Completed => new(SlurmEnd.Failed, $"The task ended as if all were well but left no result in the shared folder.{LastWords(log)}"),
            SlurmTaskState.TimedOut => new(SlurmEnd.Time, $"Slurm ended the task after {Seconds(task)} s because it took more time than --time allows."),
            SlurmTaskState.OutOfMemory => OutOfMemory,
            SlurmTaskState.Cancelled => new(SlurmEnd.Cancelled, "The task was cancelled in Slurm."),
            SlurmTaskState.Lost => new(SlurmEnd.Lost, $"The task was lost: {(task.Node.Length > 0 ? $"its node {task.Node}" : "its node")} failed, or a job of higher rank took its place."),
            _ when task.Signal == 9 => new(SlurmEnd.Failed, $"The task was killed (signal 9), which is how a node short of memory ends processes.{LastWords(log)}"),
            _ when task.Signal != 0 => new(SlurmEnd.Failed, $"The task died of signal {task.Signal.ToString(CultureInfo.InvariantCulture)}.{LastWords(log)}"),
            _ => new(SlurmEnd.Failed, $"The task ended with exit code {task.ExitCode.ToString(CultureInfo.InvariantCulture)}.{LastWords(log)}"),
        };
    }

    private static SlurmOutcome OutOfMemory { get; } = new(SlurmEnd.Memory, "Slurm killed the task because it used more memory than --mem allows.");

    // The first is of sampled accounting, the others of cgroups.
    private static readonly string[] SignsOfMemory = ["exceeded memory limit", "oom-kill event", "oom_kill event"];

    private static bool LogTellsMemory(string? log) =>
        log is not null && SignsOfMemory.Any(words => log.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static string LastWords(string? log) =>
        log is null ? " It left no log: does every node see the shared folder under the same path?"
        : log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var line] ? $" Its last words: {line}"
        : "";

    private static string Seconds(SlurmTask task) => task.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
