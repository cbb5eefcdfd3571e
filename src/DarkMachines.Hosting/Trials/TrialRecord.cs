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
        return Answered(trial, time) with
        {
            Status = failure.Status,
            Code = failure.Code,
            Cause = failure.Cause,
            Reason = failure.Reason,
            PeakBytes = failure.PeakBytes,
        };
    }
}
