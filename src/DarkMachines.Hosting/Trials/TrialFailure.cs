using DarkMachines.Hosting.Results;

namespace DarkMachines.Hosting.Trials;

/// <summary>How a trial failed.</summary>
/// <param name="Status"><see cref="TrialStatus.Failed"/> or <see cref="TrialStatus.TimedOut"/>.</param>
/// <param name="Cause">One of <see cref="FailureCause"/>.</param>
/// <param name="Code">Short stable name of what went wrong.</param>
/// <param name="Reason">What went wrong and what to do next, in words for the board.</param>
public sealed record TrialFailure(string Status, string Cause, string Code, string Reason)
{
    /// <summary>The most memory that was seen in use; null if nobody looked.</summary>
    public long? PeakBytes { get; init; }

    /// <summary>There is a result, but not a whole one.</summary>
    public static TrialFailure Damaged { get; } =
        OfMachine("result-damaged", "Its result file is missing or damaged. Run the challenge again to repeat it.");

    /// <summary>It ran into its limit of time.</summary>
    /// <param name="limits">The limits.</param>
    public static TrialFailure OverTime(TrialLimits limits) => new(
        TrialStatus.TimedOut, FailureCause.Limit, "over-time",
        FormattableString.Invariant($"It ran longer than its limit of {limits?.Seconds} s and was ended. Give it more with --time."));

    /// <summary>It ran into its limit of memory.</summary>
    /// <param name="limits">The limits.</param>
    public static TrialFailure OverMemory(TrialLimits limits) => new(
        TrialStatus.Failed, FailureCause.Limit, "over-memory",
        FormattableString.Invariant($"It used more than its limit of {limits?.Megabytes} MB of memory and was ended. Give it more with --memory."));

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
