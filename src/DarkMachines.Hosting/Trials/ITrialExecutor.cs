namespace DarkMachines.Hosting.Trials;

/// <summary>A trial handed to an executor.</summary>
/// <param name="Trial">What is to be run.</param>
/// <param name="Name">Task and entrant, for people.</param>
/// <param name="Folder">Full path of its folder, which does not exist yet; the result comes into it.</param>
public sealed record TrialOrder(TrialDocument Trial, string Name, string Folder)
{
    /// <summary>Id of the trial.</summary>
    public string Id => Trial.Id;

    /// <summary>What it may use.</summary>
    public TrialLimits Limits => Trial.Limits;

    /// <summary>Makes the folder with <c>trial.json</c> in it, and nothing else: what an earlier attempt left there goes.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public TrialFolder Prepare()
    {
        var folder = new TrialFolder(Folder);
        Directory.CreateDirectory(folder.Path);
        folder.Clear();
        Trial.Write(folder.DocumentPath);
        return folder;
    }
}

/// <summary>Where a trial stands.</summary>
public enum TrialState
{
    /// <summary>It waits for a place; the detail says for what.</summary>
    Waiting,

    /// <summary>It runs; the detail says how far it is.</summary>
    Running,

    /// <summary>It has ended, one way or another.</summary>
    Ended,
}

/// <summary>What an executor tells of a trial.</summary>
/// <param name="Order">The trial.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Detail">What it waits for, or how far it is; empty for nothing to say.</param>
/// <param name="Seconds">Wall time that it has run for.</param>
/// <param name="Bytes">Resident memory of its processes; null if that is not known.</param>
/// <param name="Failure">How it failed, where its folder could not be written to; null otherwise.</param>
public sealed record TrialEvent(
    TrialOrder Order, TrialState State, string Detail = "", double Seconds = 0, long? Bytes = null, TrialFailure? Failure = null);

/// <summary>Starts trials somewhere, sees that each ends, and tells how they go.</summary>
public interface ITrialExecutor
{
    /// <summary>
    /// Runs trials to their end, in any order. Whatever happens to a trial, when <see cref="TrialState.Ended"/> is told of
    /// it its folder holds <c>result.json</c>, or, if the disk could not take it, the event says how it failed. A failure of
    /// one trial is its result, and the others go on.
    /// </summary>
    /// <param name="orders">The trials.</param>
    /// <param name="tell">Takes events; called from any thread, several at a time. Exactly one <c>Ended</c> a trial that was not cancelled.</param>
    /// <param name="cancellation">Asks to stop: trials that have not ended leave no result.</param>
    /// <exception cref="OperationCanceledException">
    /// It was asked to stop; <see cref="StoppedRunException"/> if running the same trials again is not how to go on.
    /// </exception>
    /// <exception cref="UserInputException">No trial can be started here, and why.</exception>
    void Execute(IReadOnlyList<TrialOrder> orders, Action<TrialEvent> tell, CancellationToken cancellation);
}
