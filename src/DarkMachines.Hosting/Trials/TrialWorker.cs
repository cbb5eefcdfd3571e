using DarkMachines.Challenges;
using DarkMachines.Data;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Hosting.Trials;

/// <summary>
/// Runs a trial in this process: from its file and its inputs to arrays of scores and a record. What the entrant does to
/// the process is somebody else's care (<see cref="TrialSupervisor"/>).
/// </summary>
/// <param name="loader">Makes the entrants.</param>
/// <param name="time">The clock of the records.</param>
public sealed class TrialWorker(EntrantLoader loader, TimeProvider time)
{
    /// <summary>Runs a trial and writes its arrays and then its record; a failure is a record too.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="folder">Where the result goes.</param>
    /// <param name="progress">Where the share done is reported.</param>
    /// <param name="cancellation">Asks to stop; the trial then leaves no record.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    /// <exception cref="IOException">The record cannot be written.</exception>
    public void Run(TrialDocument trial, TrialFolder folder, IProgress<FitProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(folder);
        TrialResult result;
        try
        {
            result = Answer(trial, folder, progress, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Whatever an entrant throws is its own failure.
            result = TrialRecord.Failed(trial, TrialFailure.Of(failure), time);
        }

        folder.WriteResult(result);
    }

    private TrialResult Answer(TrialDocument trial, TrialFolder folder, IProgress<FitProgress> progress, CancellationToken cancellation)
    {
        var memory = PeakMemory.Start();
        var challenge = Find(trial);
        var entrant = loader.Load(challenge, trial.Entrant);
        var inputs = TrialInputsFolder.Read(trial.Inputs);
        var settings = new TrialSettings(trial.Seed, trial.Repeats, trial.Limits.Threads, progress, cancellation);
        var scores = challenge.Run(inputs, entrant, settings);
        foreach (var (name, array) in scores.Arrays)
            NpyFile.Write(Path.Combine(folder.Path, name + ".npy"), array.Values, array.Shape);
        return TrialRecord.Answered(trial, time) with
        {
            FitSeconds = scores.FitSeconds,
            ScoreSeconds = scores.ScoreSeconds,
            PeakBytes = memory.Bytes,
            Files = StoredFile.Of(folder.Path, "*.npy"),
        };
    }

    private static IChallenge Find(TrialDocument trial) =>
        ChallengeCatalogue.WithVariants.FirstOrDefault(c => c.Name == trial.Challenge && c.Version == trial.Version) ?? throw new UserInputException(
            "unknown-challenge",
            $"This program has no version {trial.Version} of a challenge '{trial.Challenge}'.",
            "Use the version of the program that planned the trial.");
}
