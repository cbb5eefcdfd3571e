using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Tests.Slurm;

/// <summary>The executor while the controller is away.</summary>
public sealed class SlurmControllerTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>
{
    [SlurmFact]
    public async Task A_controller_that_is_away_for_a_while_is_waited_for()
    {
        using var trials = new SlurmTrials(cluster);
        var run = trials.Start(trials.Orders("sleep 2", "sleep 30", "exit 1", "true", "true"));
        await SlurmTrials.Until(() => trials.Events.Any(e => e.State == TrialState.Running), "a task runs");
        cluster.Daemon("stop", "slurmctld");

        // Results are seen without it.
        await SlurmTrials.Until(() => trials.Events.Any(e => e.State == TrialState.Ended && e.Order.Id == "trial0"), "the short one has ended");
        cluster.Daemon("start", "slurmctld");
        cluster.Run("scancel", "--state=RUNNING", "-u", Environment.UserName);
        var results = await run;
        Assert.Equal(
            [null, "slurm-cancelled", "slurm-task-failed", null, null],
            results.Select(result => result.Code));
    }

    [SlurmFact]
    public async Task A_controller_that_stays_away_ends_the_run_and_not_its_tasks()
    {
        using var trials = new SlurmTrials(cluster);

        // Left to themselves, the commands try for nine seconds each.
        trials.Commands = cluster.CommandsWithin(TimeSpan.FromSeconds(2));
        trials.Options = trials.Options with { Patience = SlurmTrials.Quick with { Controller = TimeSpan.FromSeconds(0.5) } };
        var orders = trials.Orders("sleep 5");
        var run = trials.Start(orders);
        await SlurmTrials.Until(() => trials.Events.Any(e => e.State == TrialState.Running), "a task runs");
        cluster.Daemon("stop", "slurmctld");
        var silence = await Assert.ThrowsAsync<UserInputException>(() => run);
        Assert.Equal("slurm-unreachable", silence.Code);
        Assert.Contains("--attach", silence.Remedy, StringComparison.Ordinal);

        // A submission finds nobody either.
        trials.Options = trials.Options with { Attach = true };
        var noAnswer = Assert.Throws<UserInputException>(() => trials.Run(trials.Orders("true", "true")));
        Assert.Equal("slurm-unreachable", noAnswer.Code);
        Assert.EndsWith("gave no answer within 2 s.", noAnswer.Message, StringComparison.Ordinal);
        Assert.Single(trials.Runs);
        cluster.Daemon("start", "slurmctld");
        Assert.Equal(TrialStatus.Ok, Assert.Single(trials.Run(orders)).Status);
    }
}
