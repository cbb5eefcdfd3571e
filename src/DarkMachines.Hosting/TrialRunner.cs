using System.Runtime.InteropServices;
using DarkMachines.Challenges;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Hosting;

/// <summary>
/// Runs planned trials one after another in this process and keeps each result the moment it is there. A trial that
/// fails is a result with a reason; the others go on.
/// </summary>
/// <param name="data">The challenge with its data.</param>
/// <param name="store">Where results are kept.</param>
/// <param name="time">The clock of the records.</param>
public sealed class TrialRunner(IChallengeData data, ResultStore store, TimeProvider time)
{
    /// <summary>Runs a trial and keeps its result.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="progress">Where to report the share done; null for nowhere.</param>
    /// <param name="cancellation">Asks to stop; the trial then leaves no result.</param>
    /// <exception cref="OperationCanceledException">The trial was asked to stop.</exception>
    public TrialResult Run(Trial trial, int threads, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var memory = PeakMemory.Start();
        TrialScores? scores = null;
        TrialResult result;
        try
        {
            scores = trial.Challenge.Run(trial.Task, data.InputsOf(trial.Task), trial.Entrant, new TrialSettings(trial.Seed, trial.Repeats, threads, progress, cancellation));
            var grades = data.Grade(trial.Task, scores, trial.Repeats);
            result = Record(trial, TrialStatus.Ok) with
            {
                Metrics = grades.Metrics,
                PrimaryRuns = grades.PrimaryRuns,
                FitSeconds = scores.FitSeconds,
                ScoreSeconds = scores.ScoreSeconds,
                PeakBytes = memory.Bytes,
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Whatever an entrant throws is its own failure: it must not take the others down.
            result = Record(trial, TrialStatus.Failed) with { Reason = Reason(failure) };
        }

        store.Add(result, scores);
        return result;
    }

    /// <summary>The result of a trial that cannot be run at all.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="reason">Why, in one sentence.</param>
    public TrialResult Refuse(Trial trial, string reason)
    {
        var result = Record(trial, TrialStatus.Failed) with { Reason = reason };
        store.Add(result, scores: null);
        return result;
    }

    private TrialResult Record(Trial trial, string status) => new()
    {
        Id = trial.Id,
        Challenge = trial.Challenge.Name,
        Version = trial.Challenge.Version,
        Task = trial.Task.Name,
        Algorithm = trial.Entrant.Name,
        Label = trial.Entrant.Label,
        Options = trial.Entrant.Options,
        CodeHash = trial.Entrant.CodeHash,
        Source = trial.Entrant.Source == EntrantSource.Baseline ? "baseline" : "run",
        Seed = trial.Seed,
        Repeats = trial.Repeats,
        DataHash = trial.DataHash,
        Data = data.IsSimulated ? "simulated" : "real",
        Status = status,
        Note = trial.Entrant.Note,
        Tool = typeof(TrialRunner).Assembly.GetName().Version!.ToString(3),
        Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}",
        Finished = time.GetUtcNow(),
    };

    private static string Reason(Exception failure) => failure is DarkMachinesException known
        ? $"{known.Message} {known.Remedy}"
        : $"{failure.GetType().Name}: {failure.Message}";
}
