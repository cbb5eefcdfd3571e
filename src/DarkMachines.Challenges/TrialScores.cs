using DarkMachines.Data;

namespace DarkMachines.Challenges;

/// <summary>What a trial is run with.</summary>
/// <param name="Seed">Seed of the splits and of every fit.</param>
/// <param name="Repeats">Repeats of the protocol.</param>
/// <param name="Threads">Threads to use; the scores do not depend on it.</param>
/// <param name="Progress">Where to report the share done; null for nowhere.</param>
/// <param name="Cancellation">Asks the trial to stop.</param>
public sealed record TrialSettings(
    ulong Seed, int Repeats, int Threads = 1, IProgress<FitProgress>? Progress = null, CancellationToken Cancellation = default);

/// <summary>The raw answers of a trial: all metrics and tables derive from them.</summary>
/// <param name="Seed">Seed of the splits.</param>
/// <param name="Arrays">Each array by the name of the file it is kept in, without extension.</param>
/// <param name="FitSeconds">Seconds spent fitting, summed over all fits; null if nothing was fitted.</param>
/// <param name="ScoreSeconds">Seconds spent scoring, summed over all runs.</param>
public sealed record TrialScores(
    ulong Seed, IReadOnlyDictionary<string, NpyArray<float>> Arrays, double? FitSeconds, double ScoreSeconds);
