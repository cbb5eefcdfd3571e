using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Tests.Slurm;

/// <summary>The executor while the node goes down under its tasks.</summary>
public sealed class SlurmNodeCrashTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>
{
    [SlurmFact]
    public async Task Tasks_that_are_lost_with_their_node_are_started_again_and_the_others_are_not()
    {
        using var trials = new SlurmTrials(cluster);
        const string once = "printf x | tee -a ../../quick";
        const string untilStartedAgain = "printf x | tee -a ../../slow; ls ../*/*.2 || sleep 300";
        var run = trials.Start(trials.Orders(once, untilStartedAgain, untilStartedAgain));
        await SlurmTrials.Until(() => trials.Events.Any(e => e.State == TrialState.Ended) && File.Exists(trials.InShared("slow")), "one has ended and others run");
        cluster.Daemon("crash", "slurmd");
        FailNode();
        cluster.Daemon("start", "slurmd");
        Assert.All(await run, result => Assert.Equal(TrialStatus.Ok, result.Status));
        Assert.Equal("x", File.ReadAllText(trials.InShared("quick")));
        Assert.Equal("xxxx", File.ReadAllText(trials.InShared("slow")));
    }

    [SlurmFact]
    public async Task A_task_that_is_lost_every_time_fails_in_the_end()
    {
        using var trials = new SlurmTrials(cluster);
        trials.Options = trials.Options with { Patience = SlurmTrials.Quick with { Retries = 1 } };
        var run = trials.Start(trials.Orders("sleep 300"));
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await SlurmTrials.Until(() => trials.Started == attempt, "it runs");
            FailNode();
            cluster.Daemon("stop", "slurmd");
            cluster.Daemon("start", "slurmd");
        }

        var result = Assert.Single(await run);
        Assert.Equal(("slurm-lost", FailureCause.Machine), (result.Code, result.Cause));
        Assert.EndsWith("It was started 2 times.", result.Reason, StringComparison.Ordinal);
    }

    // What an administrator does to a node that is broken; Slurm itself takes up to a minute to find that out.
    private void FailNode() => cluster.Run("scontrol", "update", $"nodename={cluster.Node}", "state=down", "reason=test");
}
