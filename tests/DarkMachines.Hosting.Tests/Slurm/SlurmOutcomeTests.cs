using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Slurm;

namespace DarkMachines.Hosting.Tests.Slurm;

/// <summary>End states as Slurm 22.05 reported them, and what they mean.</summary>
public sealed class SlurmOutcomeTests
{
    // Printed by a task under --mem=50 with sampled accounting, and by one on a cluster with cgroups.
    private const string SampledKill = "slurmstepd-vm: error: StepId=2.batch exceeded memory limit (330788864 > 52428800), being killed\nslurmstepd-vm: error: Exceeded job memory limit\n";
    private const string KernelKill = "slurmstepd: error: Detected 1 oom-kill event(s) in StepId=8.batch. Some of your processes may have been killed by the cgroup out-of-memory handler.\n";

    [Theory]
    [InlineData("FAILED", 0, 9, SampledKill, SlurmEnd.Memory, "more memory than --mem allows")]
    [InlineData("FAILED", 137, 0, KernelKill, SlurmEnd.Memory, "more memory than --mem allows")]
    [InlineData("CANCELLED", 0, 15, SampledKill, SlurmEnd.Memory, "more memory than --mem allows")]
    [InlineData("OUT_OF_MEMORY", 0, 125, "", SlurmEnd.Memory, "more memory than --mem allows")]
    [InlineData("FAILED", 0, 9, "", SlurmEnd.Failed, "(signal 9)")]
    [InlineData("FAILED", 0, 11, "a\nb\n", SlurmEnd.Failed, "died of signal 11. Its last words: b")]
    [InlineData("FAILED", 7, 0, "", SlurmEnd.Failed, "exit code 7.")]
    [InlineData("FAILED", 1, 0, null, SlurmEnd.Failed, "does every node see the shared folder")]
    [InlineData("TIMEOUT", 0, 0, "", SlurmEnd.Time, "after 65 s because it took more time than --time allows")]
    [InlineData("TIMEOUT", 3, 0, "", SlurmEnd.Time, "more time than --time allows")]
    [InlineData("CANCELLED", 0, 15, "", SlurmEnd.Cancelled, "cancelled")]
    [InlineData("NODE_FAIL", 0, 1, "", SlurmEnd.Lost, "its node vm failed")]
    [InlineData("PREEMPTED", 0, 15, "", SlurmEnd.Lost, "a job of higher rank took its place")]
    [InlineData("COMPLETED", 0, 0, "", SlurmEnd.Failed, "left no result")]
    public void A_task_without_a_result_has_a_reason(string state, int exitCode, int signal, string? log, SlurmEnd end, string reason)
    {
        var task = new SlurmTask(1, 0, "x", SlurmTaskStates.Parse(state), "JobLaunchFailure")
        {
            ExitCode = exitCode,
            Signal = signal,
            Node = "vm",
            Elapsed = TimeSpan.FromSeconds(65),
        };
        var outcome = SlurmOutcome.Of(task, log);
        Assert.Equal(end, outcome.End);
        Assert.Contains(reason, outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_Slurm_has_forgotten_is_lost_unless_its_log_tells_more()
    {
        Assert.Equal(SlurmEnd.Lost, SlurmOutcome.Of(null, "started\n").End);
        Assert.Equal(SlurmEnd.Lost, SlurmOutcome.Of(null, null).End);
        Assert.Equal(SlurmEnd.Memory, SlurmOutcome.Of(null, SampledKill).End);
    }

    [Fact]
    public void Only_limits_are_blamed_on_limits_and_nothing_on_the_entrant()
    {
        var causes = Enum.GetValues<SlurmEnd>().ToDictionary(end => end, end => new SlurmOutcome(end, "Why.").Failure);
        Assert.Equal([SlurmEnd.Time, SlurmEnd.Memory], causes.Where(pair => pair.Value.Cause == FailureCause.Limit).Select(pair => pair.Key));
        Assert.Equal(TrialStatus.TimedOut, causes[SlurmEnd.Time].Status);
        Assert.All(causes.Where(pair => pair.Key > SlurmEnd.Memory), pair => Assert.Equal((TrialStatus.Failed, FailureCause.Machine), (pair.Value.Status, pair.Value.Cause)));
        Assert.Equal(causes.Count, causes.Values.Select(failure => failure.Code).Distinct().Count());
    }
}
