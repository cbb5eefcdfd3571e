using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Slurm;

/// <summary>Follows trials through Slurm's queue to their end. Every wait in here has an end.</summary>
/// <param name="commands">Slurm.</param>
/// <param name="patience">How long to wait for what.</param>
/// <param name="submission">Starts lost tasks anew.</param>
/// <param name="tell">Takes what is to be told.</param>
/// <param name="time">The clock.</param>
internal sealed class SlurmWatch(
    SlurmCommands commands, SlurmPatience patience, SlurmSubmission submission, Action<TrialEvent> tell, TimeProvider time)
{
    private readonly List<SlurmTrial> _open = [];
    private readonly List<SlurmTrial> _lost = [];
    private readonly Dictionary<long, IReadOnlyList<SlurmTask>> _details = [];
    private long _lastAnswer = time.GetTimestamp();

    /// <summary>The arrays of the trials that have not ended.</summary>
    public IReadOnlyList<string> Arrays => [.. _open.Select(trial => FormattableString.Invariant($"{trial.Array}")).Distinct()];

    /// <summary>Returns when all trials have ended.</summary>
    /// <exception cref="UserInputException">The controller has been silent for too long.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public void Follow(IReadOnlyList<SlurmTrial> trials, CancellationToken cancellation)
    {
        _open.AddRange(trials);
        while (true)
        {
            Look();
            if (_open.Count == 0)
                return;
            cancellation.WaitHandle.WaitOne(patience.Poll);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private void Look()
    {
        // A result says that its trial has ended, whether the controller answers or not.
        foreach (var trial in _open.Where(trial => trial.Folder.ReadResult() is not null).ToArray())
            End(trial, failure: null);
        if (_open.Count == 0)
            return;
        try
        {
            var tasks = commands.Queue([.. _open.Select(trial => trial.Array).Distinct()])
                .GroupBy(task => (task.Array, task.Index, task.Name)).ToDictionary(same => same.Key, same => same.Last());
            _lastAnswer = time.GetTimestamp();
            _details.Clear();
            foreach (var trial in _open.Except(_lost).ToArray())
                Consider(trial, tasks.GetValueOrDefault((trial.Array, trial.Index, trial.Name)));
            StartLostAnew();
        }
        catch (UserInputException silence) when (silence.Code == SlurmErrors.Unreachable)
        {
            if (time.GetElapsedTime(_lastAnswer) > patience.Controller)
                throw new UserInputException(silence.Code, silence.Message, "Tasks in the queue go on all the same: run the same command with --attach when the controller is up again.", silence);
        }
    }

    private void Consider(SlurmTrial trial, SlurmTask? task)
    {
        switch (task?.State)
        {
            case SlurmTaskState.Waiting:
                Wait(trial, task);
                break;
            case SlurmTaskState.Running:
                Run(trial, task);
                break;
            case SlurmTaskState.Completing:
                if (trial.TimeIn("completing", time) > patience.Overrun)
                    GiveUp(trial, new SlurmOutcome(SlurmEnd.Stuck, $"The task's node {task.Node} never reported its end; it was given up."));
                break;
            default:
                if (trial.TimeIn("ended", time) >= patience.Result)
                    Conclude(trial, SlurmOutcome.Of(Details(trial) ?? task, LogOf(trial)));
                break;
        }
    }

    private void Wait(SlurmTrial trial, SlurmTask task)
    {
        var wait = SlurmWait.Of(task.Reason);
        if (trial.Awaited != wait.For)
            tell(new TrialEvent(trial.Order, TrialState.Waiting, trial.Awaited = wait.For));
        if (SlurmWait.IsRefusedLaunch(task.Reason))
            GiveUp(trial, new SlurmOutcome(SlurmEnd.Lost, $"A node refused to start the task ('{task.Reason}')."));
        else if (trial.TimeIn(wait.Comes ? "waiting" : "stuck", time) > (wait.Comes ? patience.Queue : patience.Stuck))
            GiveUp(trial, new SlurmOutcome(SlurmEnd.Stuck, $"The task waited for {wait.For} ({task.Reason}) and was given up."));
    }

    private void Run(SlurmTrial trial, SlurmTask task)
    {
        trial.TimeIn("running", time);
        trial.Awaited = "";
        var progress = trial.Folder.ReadProgress();
        tell(new TrialEvent(trial.Order, TrialState.Running, progress.Length > 0 ? progress : $"on {task.Node}", task.Elapsed.TotalSeconds));
        if (IsCancelled(trial))
            GiveUp(trial, new SlurmOutcome(SlurmEnd.Cancelled, "It was cancelled. Run the challenge again to repeat it."));
        else if (task.Elapsed > submission.TimeOf(trial.Order.Limits) + patience.Overrun)
            GiveUp(trial, new SlurmOutcome(SlurmEnd.Stuck, "Slurm should have ended the task for its time long ago, and has not; it was given up."));
    }

    // Its folder here is where the user asks for its end. It is made when the trial starts, for until then nobody can.
    private static bool IsCancelled(SlurmTrial trial)
    {
        try
        {
            return (Directory.Exists(trial.Order.Folder) ? new TrialFolder(trial.Order.Folder) : trial.Order.Prepare()).IsCancelled;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Its result will not find a place either, and the trial fails for that when it is there.
            return false;
        }
    }

    private void GiveUp(SlurmTrial trial, SlurmOutcome outcome)
    {
        commands.Cancel([trial.Task]);
        Conclude(trial, outcome);
    }

    private void Conclude(SlurmTrial trial, SlurmOutcome outcome)
    {
        if (outcome.End != SlurmEnd.Lost)
            End(trial, outcome);
        else if (trial.Attempt <= patience.Retries)
            _lost.Add(trial);
        else
            End(trial, outcome with { Sentence = FormattableString.Invariant($"{outcome.Sentence} It was started {trial.Attempt} times.") });
    }

    private void StartLostAnew()
    {
        foreach (var run in _lost.GroupBy(trial => trial.Run).ToArray())
        {
            var trials = run.ToArray();
            _lost.RemoveAll(trials.Contains);
            try
            {
                foreach (var trial in trials)
                    SlurmTransport.Repeat(trial);
                submission.Submit(run.Key, trials);
                foreach (var trial in trials)
                    trial.TimeIn("submitted", time);
            }
            catch (UserInputException silence) when (silence.Code == SlurmErrors.Unreachable)
            {
                // It answered a moment ago. That attempt counts; it is not in the queue, and will be found lost again.
                throw;
            }
            catch (Exception refusal) when (refusal is UserInputException or IOException or UnauthorizedAccessException)
            {
                foreach (var trial in trials)
                    End(trial, new SlurmOutcome(SlurmEnd.Lost, $"The task was lost, and could not be started again: {refusal.Message}"));
            }
        }
    }

    private void End(SlurmTrial trial, SlurmOutcome? failure)
    {
        var unwritten = SlurmTransport.Return(trial, failure?.Failure, time);
        _open.Remove(trial);
        tell(new TrialEvent(trial.Order, TrialState.Ended, Failure: unwritten));
    }

    // One question an array and look, however many of its tasks have ended.
    private SlurmTask? Details(SlurmTrial trial)
    {
        if (!_details.TryGetValue(trial.Array, out var tasks))
            _details[trial.Array] = tasks = commands.Details(trial.Array);
        return tasks.FirstOrDefault(task => task.Index == trial.Index && task.Name == trial.Name);
    }

    private static string? LogOf(SlurmTrial trial)
    {
        try
        {
            return File.ReadAllText(trial.LogPath);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
