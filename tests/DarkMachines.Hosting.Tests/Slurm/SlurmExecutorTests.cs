using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Tests.Slurm;

/// <summary>The executor on a real Slurm that does nothing unusual.</summary>
public sealed class SlurmExecutorTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>, IDisposable
{
    private readonly SlurmTrials? _trials = SlurmCluster.Missing is null ? new(cluster) : null;

    private SlurmTrials Trials => _trials!;

    public void Dispose() => _trials?.Dispose();

    [SlurmFact]
    public void All_trials_come_back_from_as_many_arrays_as_it_takes()
    {
        var orders = Trials.Orders("true", "sleep 1", "true", "true", "sleep 1", "true");
        Assert.All(Trials.Run(orders), (result, i) => Assert.Equal((orders[i].Id, TrialStatus.Ok), (result.Id, result.Status)));
        Assert.All(orders, order => Assert.Equal(
            ["result.json", "scores.npy", "slurm.log", "trial.json"],
            Directory.EnumerateFileSystemEntries(order.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        Assert.Contains("trial4.1", File.ReadAllText(Path.Combine(orders[4].Folder, "slurm.log")), StringComparison.Ordinal);
        Assert.Contains(Trials.Events, e => e.State == TrialState.Running && e.Detail.StartsWith("on ", StringComparison.Ordinal));
        Assert.Empty(Trials.Runs);
    }

    [SlurmFact]
    public void Program_and_inputs_are_copied_once()
    {
        Trials.Run(Trials.Orders("true"));
        string[] Copies() => [.. Directory.EnumerateDirectories(Trials.InShared("files"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var copies = Copies();
        Assert.Equal(["inputs", "program"], copies.Where(path => Path.GetFileName(path).Length != 16).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Trials.Events.Clear();
        Trials.Run(Trials.Orders("true", "true"));
        Assert.Equal(copies, Copies());
    }

    [SlurmFact]
    public void A_task_over_its_memory_fails_for_that_and_the_others_go_on()
    {
        var results = Trials.Run(Trials.Orders("head -c 400M /dev/zero | tail -c 300M | sleep 30", "sleep 1"));
        Assert.Equal((TrialStatus.Failed, FailureCause.Limit, "slurm-memory"), (results[0].Status, results[0].Cause, results[0].Code));
        Assert.Contains("more memory than --mem allows", results[0].Reason, StringComparison.Ordinal);
        Assert.Equal(TrialStatus.Ok, results[1].Status);
    }

    [SlurmFact]
    public void A_task_that_fails_by_itself_is_not_repeated_and_its_last_words_are_told()
    {
        var orders = Trials.Orders("printf x | tee -a ../starts; echo no such luck; exit 3", "kill -SEGV $PPID; exit 1", "true");
        var results = Trials.Run(orders);
        Assert.Equal("The task ended with exit code 3. Its last words: xno such luck", results[0].Reason);
        Assert.StartsWith("The task died of signal 11.", results[1].Reason, StringComparison.Ordinal);
        Assert.All(results[..2], result => Assert.Equal(("slurm-task-failed", FailureCause.Machine), (result.Code, result.Cause)));
        Assert.Equal(TrialStatus.Ok, results[2].Status);
        Assert.Equal("x", File.ReadAllText(Trials.InShared("runs", "starts")));
    }

    [SlurmFact]
    public void No_more_tasks_run_at_a_time_than_the_throttle_allows_in_all_arrays_together()
    {
        Trials.Options = Trials.Options with { Throttle = 1 };
        var alone = "mkdir ../busy; sleep 0.3; rmdir ../busy";
        Assert.All(Trials.Run(Trials.Orders(alone, alone, alone, alone, alone, alone)), result => Assert.Equal(TrialStatus.Ok, result.Status));
        Assert.Contains(Trials.Events, e => e.State == TrialState.Waiting && e.Detail == "earlier tasks, by the throttle");
        Assert.Contains(Trials.Events, e => e.State == TrialState.Waiting && e.Detail == "an earlier array, by the throttle");
    }

    [SlurmFact]
    public async Task A_run_that_is_told_to_cancels_its_tasks_when_it_is_stopped()
    {
        Trials.Options = Trials.Options with { CancelOnStop = true };
        var stopped = await StopWhenRunning(Trials.Orders("sleep 60", "sleep 60"));
        Assert.Contains("were cancelled in Slurm", stopped.Message, StringComparison.Ordinal);
        await SlurmTrials.Until(() => cluster.Run("squeue", "-h").Length == 0, "the queue is empty");
        Assert.DoesNotContain(Trials.Events, e => e.State == TrialState.Ended);
        Assert.Empty(Trials.Runs);
    }

    [SlurmFact]
    public async Task A_run_that_was_stopped_goes_on_and_is_taken_up_where_it_is()
    {
        string[] lines = ["printf x | tee -a ../../starts; sleep 3", "printf x | tee -a ../../starts", "printf x | tee -a ../../starts; sleep 4"];
        var stopped = await StopWhenRunning(Trials.Orders(lines));
        Assert.Contains("--attach", stopped.Message, StringComparison.Ordinal);

        var again = Assert.Throws<UserInputException>(() => Trials.Executor().Execute(Trials.Orders(lines), Trials.Events.Enqueue, default));
        Assert.Equal("slurm-run-exists", again.Code);

        // One more than before: that one is submitted.
        Trials.Events.Clear();
        Trials.Options = Trials.Options with { Attach = true };
        var results = Trials.Run(Trials.Orders([.. lines, "printf y | tee -a ../../starts"]));
        Assert.All(results, result => Assert.Equal(TrialStatus.Ok, result.Status));
        Assert.Equal("xxxy", string.Concat(File.ReadAllText(Trials.InShared("starts")).Order()));
        Assert.Empty(Trials.Runs);
    }

    [SlurmFact]
    public void A_task_that_somebody_holds_is_given_up_and_taken_from_the_queue()
    {
        Trials.Options = Trials.Options with { Extra = ["--hold"] };
        var result = Assert.Single(Trials.Run(Trials.Orders("true")));
        Assert.Equal("slurm-stuck", result.Code);
        Assert.Contains("waited for the user, who holds it", result.Reason, StringComparison.Ordinal);
        Assert.Empty(cluster.Run("squeue", "-h"));
    }

    [SlurmFact]
    public async Task A_task_that_somebody_cancels_fails_for_that()
    {
        var run = Trials.Start(Trials.Orders("sleep 60", "true"));
        await SlurmTrials.Until(IsRunning, "a task runs");
        cluster.Run("scancel", cluster.Run("squeue", "-h", "-r", "-t", "R", "-o", "%i").Split('\n').Last(id => id.EndsWith("_0", StringComparison.Ordinal)));
        var results = await run;
        Assert.Equal(("slurm-cancelled", FailureCause.Machine), (results[0].Code, results[0].Cause));
        Assert.Equal(TrialStatus.Ok, results[1].Status);
    }

    [SlurmFact]
    public async Task A_trial_that_the_user_cancels_is_taken_from_Slurm_and_the_others_go_on()
    {
        var orders = Trials.Orders("sleep 60", "sleep 1");
        var run = Trials.Start(orders);
        await SlurmTrials.Until(() => Trials.Events.Any(e => e.State == TrialState.Running && e.Order.Id == "trial0"), "it runs");
        await SlurmTrials.Until(() => Directory.Exists(orders[0].Folder), "its folder is there");
        new TrialFolder(orders[0].Folder).Cancel();
        var results = await run;
        Assert.Equal("slurm-cancelled", results[0].Code);
        Assert.Equal(TrialStatus.Ok, results[1].Status);
    }

    [SlurmFact]
    public void A_trial_whose_folder_cannot_be_written_to_says_so_in_its_event()
    {
        var orders = Trials.Orders("true", "true");
        Directory.CreateDirectory(Path.GetDirectoryName(orders[0].Folder)!);
        File.WriteAllText(orders[0].Folder, "in the way");
        Trials.Run(orders);
        var ended = Trials.Events.Where(e => e.State == TrialState.Ended).ToDictionary(e => e.Order.Id, e => e.Failure?.Code);
        Assert.Equal(("input-output", null), (ended["trial0"], ended["trial1"]));
    }

    [SlurmTheory]
    [InlineData("--partition=nope", "invalid partition specified: nope", "--partition")]
    [InlineData("--mem=9999999", "Memory specification can not be satisfied", "--memory")]
    [InlineData("--time=soon", "Invalid --time specification", "--time")]
    [InlineData("--nonsense", "unrecognized option '--nonsense'", "--sbatch-options")]
    public void What_Slurm_refuses_is_refused_in_one_sentence_and_leaves_nothing(string option, string sentence, string remedy)
    {
        Trials.Options = Trials.Options with { Extra = [option] };
        var refusal = Assert.Throws<UserInputException>(() => Trials.Run(Trials.Orders("true")));
        Assert.Equal("slurm-refused", refusal.Code);
        Assert.StartsWith("Slurm refuses the request of sbatch: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Contains(remedy, refusal.Remedy, StringComparison.Ordinal);
        Assert.Empty(Trials.Runs);
        Assert.Empty(cluster.Run("squeue", "-h"));
    }

    private bool IsRunning() => Trials.Events.Any(e => e.State == TrialState.Running);

    private async Task<StoppedRunException> StopWhenRunning(TrialOrder[] orders)
    {
        using var stop = new CancellationTokenSource();
        var run = Trials.Start(orders, stop.Token);
        await SlurmTrials.Until(IsRunning, "a task runs");
        await stop.CancelAsync();
        return await Assert.ThrowsAsync<StoppedRunException>(() => run);
    }
}
