using DarkMachines.Challenges;
using DarkMachines.Data;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Hosting.Trials;

/// <summary>
/// Brings a plan to its end: keeps what the workspace has, hands the rest to an executor, and grades and stores each
/// trial the moment it has ended.
/// </summary>
/// <param name="workspace">Where trials run and results are kept.</param>
/// <param name="store">The results.</param>
/// <param name="challenge">The challenge.</param>
/// <param name="data">Its data, which grade the answers.</param>
/// <param name="time">The clock of the records.</param>
public sealed class TrialRun(Workspace workspace, ResultStore store, IChallenge challenge, IChallengeData data, TimeProvider time)
{
    /// <summary>Runs what of a plan has no result yet.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="limits">What each trial may use.</param>
    /// <param name="again">True to run trials that have a result once more.</param>
    /// <param name="executor">Runs them.</param>
    /// <param name="watcher">Is told how it goes.</param>
    /// <param name="cancellation">Asks to stop; results that are there are kept.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    /// <exception cref="UserInputException">The workspace cannot be written to, or no trial can be started.</exception>
    public void Complete(
        IReadOnlyList<PlannedTrial> plan, TrialLimits limits, bool again, ITrialExecutor executor, IRunWatcher watcher, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(watcher);
        var orders = new List<TrialOrder>();
        foreach (var (trial, refusal) in plan)
        {
            if (!again && store.Find(trial.Id) is { } kept && IsFinal(kept, limits))
            {
                watcher.Kept(trial.Title, kept);
                continue;
            }

            var order = new TrialOrder(trial.ToDocument(data, InputsOf(trial), limits), trial.Title, Path.Combine(workspace.TrialsDirectory, trial.Id));
            if (refusal is null)
                orders.Add(order);
            else
                Store(order, TrialRecord.Failed(order.Trial, refusal, time), folder: null, watcher);
        }

        executor.Execute(orders, Collect, cancellation);

        void Collect(TrialEvent told)
        {
            watcher.Told(told);
            if (told.State == TrialState.Ended)
                Store(told.Order, Grade(told), new TrialFolder(told.Order.Folder), watcher);
        }
    }

    /// <summary>True if running a trial once more under these limits would tell nothing new.</summary>
    private bool IsFinal(TrialResult kept, TrialLimits limits) => kept.Status == TrialStatus.Ok
        ? store.HasScoresOf(kept)
        : kept.Cause == FailureCause.Entrant || (kept.Cause == FailureCause.Limit && kept.Limits?.AreLowerThan(limits) == false);

    private readonly Dictionary<string, string> _inputs = new(StringComparer.Ordinal);

    // Written once for all trials of a task.
    private string InputsOf(Trial trial)
    {
        var name = FormattableString.Invariant($"{challenge.Name}-{challenge.Version}-{trial.Task.Name.Replace('/', '-')}-{data.Fingerprint[..16]}-{trial.Seed}-{trial.Repeats}");
        if (_inputs.TryGetValue(name, out var folder))
            return folder;
        folder = Path.Combine(workspace.InputsDirectory, name);
        try
        {
            TrialInputsFolder.Write(folder, data.InputsOf(trial.Task, trial.Seed, trial.Repeats));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw workspace.NotWritable(failure);
        }

        return _inputs[name] = folder;
    }

    private void Store(TrialOrder order, TrialResult result, TrialFolder? folder, IRunWatcher watcher)
    {
        store.Add(result, folder);
        watcher.Finished(order.Name, result);
    }

    // Who ran the trial is not trusted further than its scores: what it says of itself is taken from the plan.
    private TrialResult Grade(TrialEvent ended)
    {
        var trial = ended.Order.Trial;
        var folder = new TrialFolder(ended.Order.Folder);
        if (ended.Failure is not null)
            return TrialRecord.Failed(trial, ended.Failure, time);
        if (folder.ReadResult() is not { } answer || answer.Id != trial.Id)
            return TrialRecord.Failed(trial, TrialFailure.Damaged, time);
        var record = TrialRecord.Answered(trial, time) with
        {
            FitSeconds = answer.FitSeconds,
            ScoreSeconds = answer.ScoreSeconds,
            PeakBytes = answer.PeakBytes,
            Machine = answer.Machine,
            Tool = answer.Tool,
        };
        if (answer.Status != TrialStatus.Ok)
            return record with { Status = answer.Status, Code = answer.Code, Cause = answer.Cause, Reason = answer.Reason };
        try
        {
            var files = StoredFile.Of(folder.Path, "*.npy");
            var arrays = files.Keys.ToDictionary(name => Path.GetFileNameWithoutExtension(name), name => NpyFile.ReadSingles(Path.Combine(folder.Path, name)));
            var scores = new TrialScores(trial.Seed, arrays, answer.FitSeconds, answer.ScoreSeconds ?? 0);
            var grades = data.Grade(data.Tasks.Single(t => t.Name == trial.Task), scores, trial.Repeats);
            return record with { Metrics = grades.Metrics, PrimaryRuns = grades.PrimaryRuns, Files = files };
        }
        catch (DarkMachinesException failure)
        {
            return TrialRecord.Failed(trial, TrialFailure.Of(failure), time);
        }
    }
}

/// <summary>Is told how a run goes; from any thread.</summary>
public interface IRunWatcher
{
    /// <summary>A trial has a result from an earlier run.</summary>
    /// <param name="name">Task and entrant.</param>
    /// <param name="result">The result.</param>
    void Kept(string name, TrialResult result);

    /// <summary>A trial goes on.</summary>
    /// <param name="told">What the executor says of it.</param>
    void Told(TrialEvent told);

    /// <summary>A trial has been graded and stored.</summary>
    /// <param name="name">Task and entrant.</param>
    /// <param name="result">The result.</param>
    void Finished(string name, TrialResult result);
}
