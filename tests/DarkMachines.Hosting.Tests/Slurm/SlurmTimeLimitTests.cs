using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Tests.Slurm;

/// <summary>The executor when Slurm ends a task for its time, which it looks at twice a minute.</summary>
public sealed class SlurmTimeLimitTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>
{
    [SlurmFact]
    public async Task A_task_over_its_time_fails_for_that_even_if_it_ends_as_if_all_were_well()
    {
        using var trials = new SlurmTrials(cluster);
        trials.Options = trials.Options with { Time = TimeSpan.FromMinutes(1) };

        // Told to end, it ends with exit code 0 and without a result.
        var run = trials.Start(trials.Orders("trap exit TERM; sleep 100", "true"));
        await SlurmTrials.Until(() => trials.Events.Any(e => e.State == TrialState.Running && e.Order.Id == "trial0"), "it runs");

        // A minute is the least that Slurm knows; an administrator may move the end.
        var job = cluster.Run("squeue", "-h", "-r", "-t", "R", "-o", "%i").Split('\n').First(id => id.EndsWith("_0", StringComparison.Ordinal));
        cluster.Run("scontrol", "update", $"JobId={job}", "EndTime=now+1");
        var results = await run;
        Assert.Equal((TrialStatus.TimedOut, FailureCause.Limit, "slurm-time"), (results[0].Status, results[0].Cause, results[0].Code));
        Assert.Contains("more time than --time allows", results[0].Reason, StringComparison.Ordinal);
        Assert.Equal(TrialStatus.Ok, results[1].Status);
    }
}
