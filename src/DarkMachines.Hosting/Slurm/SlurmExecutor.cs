using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Slurm;

/// <summary>
/// Runs trials as tasks of a job array. Program, runtime, plugins, models and inputs are copied to a folder that all nodes
/// see; nothing need be installed on them. A run that is stopped leaves its tasks in the queue, and another process can
/// take them up again.
/// </summary>
/// <param name="commands">Slurm.</param>
/// <param name="options">What is asked of it.</param>
/// <param name="program">What the tasks run.</param>
/// <param name="time">The clock.</param>
public sealed class SlurmExecutor(SlurmCommands commands, SlurmOptions options, SlurmProgram program, TimeProvider time) : ITrialExecutor
{
    private readonly string _shared = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Shared));
    private readonly SlurmSubmission _submission = new(commands, options);

    /// <inheritdoc/>
    public void Execute(IReadOnlyList<TrialOrder> orders, Action<TrialEvent> tell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orders);
        RequireShared();
        cancellation.ThrowIfCancellationRequested();
        var trials = TakeUp(orders);
        if (!options.Attach)
        {
            RequireEnded(trials);
            trials = [];
        }

        var known = trials.Select(trial => trial.Order.Id).ToHashSet();
        var others = orders.Where(order => !known.Contains(order.Id)).ToArray();
        if (others.Length > 0)
            trials.AddRange(Submit(others));
        Follow(trials, tell, cancellation);
        Delete(trials.Select(trial => trial.Run).Distinct(), [.. orders.Select(order => order.Id)]);
    }

    private void Follow(IReadOnlyList<SlurmTrial> trials, Action<TrialEvent> tell, CancellationToken cancellation)
    {
        var watch = new SlurmWatch(commands, options.Patience, _submission, tell, time);
        try
        {
            watch.Follow(trials, cancellation);
        }
        catch (OperationCanceledException)
        {
            var arrays = string.Join(", ", watch.Arrays);
            if (!options.CancelOnStop)
                throw new StoppedRunException($"The tasks go on in Slurm (array {arrays}). Take them up again with --attach, or end them with 'scancel'.", cancellation);
            commands.Cancel(watch.Arrays);
            Delete(trials.Select(trial => trial.Run).Distinct(), trials: null);
            throw new StoppedRunException($"The tasks were cancelled in Slurm (array {arrays}).", cancellation);
        }
    }

    private SlurmTrial[] Submit(IReadOnlyList<TrialOrder> orders)
    {
        var run = SlurmRun.Start(_shared);
        var trials = orders.Select(order => new SlurmTrial(order, run)).ToArray();
        try
        {
            var transport = new SlurmTransport(_shared, program);
            var (start, runtime) = transport.Deploy();
            foreach (var trial in trials)
                transport.Send(trial.Order, trial.Folder);
            File.WriteAllText(run.ScriptPath, SlurmJobScript.Text(run.Id, start, runtime));
            _submission.Submit(run, trials);
            return trials;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(failure);
        }
        catch (UserInputException failure) when (failure.Code != SlurmErrors.Unreachable || run.Arrays.Count == 0)
        {
            // All or nothing: what is in the queue already is of no use to who was told that it failed. Where nobody
            // answered, it may or may not be there, and the run is kept for --attach to find out.
            commands.Cancel([.. run.Arrays.Where(array => array.Job is not null).Select(array => FormattableString.Invariant($"{array.Job}"))]);
            run.Delete();
            throw;
        }
    }

    // Trials that an earlier process submitted, with the tasks of their last attempt.
    private List<SlurmTrial> TakeUp(IReadOnlyList<TrialOrder> orders)
    {
        var open = orders.ToDictionary(order => order.Id);
        var taken = new List<SlurmTrial>();
        foreach (var run in SlurmRun.Find(_shared))
        {
            foreach (var array in run.Arrays.AsEnumerable().Reverse().Where(array => array.Trials.Any(open.ContainsKey)))
            {
                if ((array.Job ?? commands.Find(array.Name)) is not { } job)
                    continue;
                for (var i = 0; i < array.Trials.Count; i++)
                {
                    if (open.Remove(array.Trials[i], out var order))
                        taken.Add(new SlurmTrial(order, run) { Array = job, Name = array.Name, Index = i, Attempt = run.Arrays.Count(a => a.Trials.Contains(order.Id)) });
                }
            }
        }

        return taken;
    }

    private void RequireEnded(List<SlurmTrial> trials)
    {
        if (trials.Count == 0)
            return;
        var tasks = trials.Select(trial => (trial.Array, trial.Index, trial.Name)).ToHashSet();
        var active = commands.Queue([.. trials.Select(trial => trial.Array).Distinct()])
            .Where(task => !task.State.HasEnded() && tasks.Contains((task.Array, task.Index, task.Name))).ToArray();
        if (active.Length > 0)
        {
            throw new UserInputException(
                "slurm-run-exists",
                $"{active.Length} of these trials are in Slurm's queue already (array {string.Join(", ", active.Select(task => task.Array).Distinct())}).",
                "Take them up with --attach, or end them with 'scancel' first.");
        }
    }

    private void RequireShared()
    {
        if (_shared.Contains('\n', StringComparison.Ordinal) || !Directory.Exists(_shared))
            throw new UserInputException("shared-missing", $"There is no folder '{_shared}' to share with the cluster's nodes.", "Name a folder that this machine and every node see under the same path with --shared.");
    }

    private UserInputException NotWritable(Exception failure) => new(
        "shared-not-writable",
        $"The trials could not be copied to '{_shared}': {failure.Message}",
        "Free space or mend the permissions there, or name another folder with --shared.",
        failure);

    // A run some of whose trials nobody has asked for now is kept for who will.
    private static void Delete(IEnumerable<SlurmRun> runs, HashSet<string>? trials)
    {
        foreach (var run in runs.Where(run => trials is null || run.Arrays.SelectMany(array => array.Trials).All(trials.Contains)))
        {
            try
            {
                run.Delete();
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // A node still writes there, as it may where the network file system is slow: it stays.
            }
        }
    }
}
