using System.Runtime.InteropServices;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Hosting.Trials;

/// <summary>Makes the records of trials.</summary>
public static class TrialRecord
{
    /// <summary>The record of a trial that answered; its metrics are added by the grader.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="time">The clock of the record.</param>
    public static TrialResult Answered(TrialDocument trial, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(time);
        return new TrialResult
        {
            Id = trial.Id,
            Challenge = trial.Challenge,
            Version = trial.Version,
            Task = trial.Task,
            Algorithm = trial.Entrant.Name,
            Label = trial.Entrant.Label,
            Options = trial.Entrant.Options,
            CodeHash = trial.Entrant.Code,
            Source = trial.Entrant.Kind == EntrantKind.Baseline ? "baseline" : "run",
            Seed = trial.Seed,
            Repeats = trial.Repeats,
            DataHash = trial.DataHash,
            Data = trial.Data,
            Limits = trial.Limits,
            Status = TrialStatus.Ok,
            Note = trial.Entrant.Note,
            Tool = typeof(TrialRecord).Assembly.GetName().Version!.ToString(3),
            Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}",
            Finished = time.GetUtcNow(),
        };
    }

    /// <summary>The record of a trial that failed.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="failure">How.</param>
    /// <param name="time">The clock of the record.</param>
    public static TrialResult Failed(TrialDocument trial, TrialFailure failure, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return Answered(trial, time) with { Status = failure.Status, Code = failure.Code, Cause = failure.Cause, Reason = failure.Reason };
    }
}

/// <summary>How a trial failed.</summary>
/// <param name="Status"><see cref="TrialStatus.Failed"/> or <see cref="TrialStatus.TimedOut"/>.</param>
/// <param name="Cause">One of <see cref="FailureCause"/>.</param>
/// <param name="Code">Short stable name of what went wrong.</param>
/// <param name="Reason">What went wrong and what to do next, in words for the board.</param>
public sealed record TrialFailure(string Status, string Cause, string Code, string Reason)
{
    /// <summary>The failure of an entrant that would fail again.</summary>
    /// <param name="code">Short stable name of what went wrong.</param>
    /// <param name="reason">What went wrong.</param>
    public static TrialFailure OfEntrant(string code, string reason) => new(TrialStatus.Failed, FailureCause.Entrant, code, reason);

    /// <summary>A failure that the entrant is not to blame for.</summary>
    /// <param name="code">Short stable name of what went wrong.</param>
    /// <param name="reason">What went wrong.</param>
    public static TrialFailure OfMachine(string code, string reason) => new(TrialStatus.Failed, FailureCause.Machine, code, reason);

    /// <summary>The failure that an exception is.</summary>
    /// <param name="failure">What was thrown while the entrant ran.</param>
    public static TrialFailure Of(Exception failure) => failure switch
    {
        DarkMachinesException known => OfEntrant(known.Code, $"{known.Message} {known.Remedy}"),
        OutOfMemoryException => new(TrialStatus.Failed, FailureCause.Limit, "out-of-memory", "The entrant ran out of memory. Give it more with --memory, or smaller options."),
        IOException or UnauthorizedAccessException => OfMachine("input-output", $"Reading or writing failed: {OneLine(failure)}. Free disk space or mend the permissions, and run again."),
        null => throw new ArgumentNullException(nameof(failure)),
        _ => OfEntrant("entrant-threw", $"{failure.GetType().Name}: {failure.Message}"),
    };

    private static string OneLine(Exception failure) => failure.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
