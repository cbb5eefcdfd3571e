using DarkMachines.Challenges;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting;

/// <summary>What a user asks to run.</summary>
/// <param name="Challenge">The challenge.</param>
/// <param name="Tasks">Its tasks, or some of them.</param>
/// <param name="Entrants">Who takes part; the challenge's baselines join them.</param>
/// <param name="Seed">Seed of splits and fits.</param>
/// <param name="Repeats">Repeats of the protocol.</param>
public sealed record RunRequest(
    IChallenge Challenge, IReadOnlyList<ChallengeTask> Tasks, IReadOnlyList<Entrant> Entrants, ulong Seed, int Repeats);

/// <summary>A trial to run, or one that cannot be run and why.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Refusal">Why it cannot be run; null if it can.</param>
public sealed record PlannedTrial(Trial Trial, TrialFailure? Refusal = null);

/// <summary>Turns a request into trials.</summary>
public static class RunPlan
{
    /// <summary>
    /// One trial for each task and entrant. A model fitted elsewhere takes part in the tasks whose columns it has; where
    /// that is none of them, it is refused in each.
    /// </summary>
    /// <param name="request">What is asked.</param>
    /// <param name="data">The challenge's data.</param>
    public static IReadOnlyList<PlannedTrial> Make(RunRequest request, IChallengeData data)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(data);
        var trials =
            from task in request.Tasks
            from entrant in request.Entrants.Concat(request.Challenge.Baselines)
            let refusal = entrant.Fitted is null ? null : data.Refusal(task, entrant)
            where refusal is null || FitsNone(entrant)
            let trial = new Trial(request.Challenge, task, entrant, request.Seed, request.Repeats, data.Fingerprint)
            select new PlannedTrial(trial, Failure(entrant, refusal));
        return [.. trials.DistinctBy(planned => planned.Trial.Id)];

        static TrialFailure? Failure(Entrant entrant, string? refusal) =>
            entrant.Failure is { } failure ? TrialFailure.Of(failure)
            : refusal is not null ? TrialFailure.OfEntrant("model-does-not-fit", $"The model cannot take part: {refusal}.")
            : null;

        bool FitsNone(Entrant entrant) => request.Tasks.All(task => data.Refusal(task, entrant) is not null);
    }
}
