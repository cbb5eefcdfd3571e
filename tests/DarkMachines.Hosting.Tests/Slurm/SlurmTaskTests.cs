using DarkMachines.Hosting.Slurm;

namespace DarkMachines.Hosting.Tests.Slurm;

/// <summary>What Slurm 22.05 printed, read back.</summary>
public sealed class SlurmTaskTests
{
    private const string Queue =
        """
        1|1|FAILED|0:00|vm|dm-x-1|NonZeroExitCode
        1|2|PENDING|0:00||dm-x-1|JobArrayTaskLimit
        4|N/A|PENDING|0:00||job-slow.sh|Priority
        1|0|RUNNING|1-02:03:04|node[1-2]|dm-x-1|None
        7|3|PENDING|0:00||dm-x-2|(ReqNodeNotAvail, UnavailableNodes:a|b)

        """;

    private const string Details =
        """
        JobId=1 ArrayJobId=1 ArrayTaskId=4-7%2 ArrayTaskThrottle=2 JobName=dm-x-1 UserId=root(0) JobState=PENDING Reason=JobArrayTaskLimit Dependency=(null) ExitCode=0:0 RunTime=00:00:00 NodeList= NumNodes=1
        JobId=1 ArrayJobId=1 ArrayTaskId=3 ArrayTaskThrottle=2 JobName=dm-x-1 UserId=root(0) JobState=COMPLETED Reason=None Dependency=(null) Requeue=1 DerivedExitCode=5:0 ExitCode=0:0 RunTime=00:00:01 ReqNodeList=(null) ExcNodeList=(null) NodeList=vm BatchHost=vm
        JobId=9 ArrayJobId=1 ArrayTaskId=2 ArrayTaskThrottle=2 JobName=dm-x-1 UserId=root(0) JobState=FAILED Reason=JobLaunchFailure Dependency=(null) Requeue=1 Restarts=0 ExitCode=0:11 RunTime=00:10:01 NodeList=vm BatchHost=vm
        JobId=10 ArrayJobId=1 ArrayTaskId=1 JobName=dm-x-1 UserId=root(0) JobState=PENDING Reason=launch failed requeued held Dependency=(null) ExitCode=0:0 RunTime=00:00:00 NodeList=(null) NumNodes=1
        JobId=2 JobName=job-mem.sh UserId=root(0) JobState=FAILED Reason=JobLaunchFailure Dependency=(null) ExitCode=0:9 RunTime=00:00:01 NodeList=vm

        """;

    [Fact]
    public void The_queue_is_read_by_array_and_index()
    {
        var tasks = SlurmTask.ParseQueue(Queue);
        Assert.Equal([(1L, 1), (1L, 2), (1L, 0), (7L, 3)], tasks.Select(task => (task.Array, task.Index)));
        Assert.Equal([SlurmTaskState.Failed, SlurmTaskState.Waiting, SlurmTaskState.Running, SlurmTaskState.Waiting], tasks.Select(task => task.State));
        Assert.Equal(new TimeSpan(1, 2, 3, 4), tasks[2].Elapsed);
        Assert.Equal(("node[1-2]", "dm-x-1"), (tasks[2].Node, tasks[2].Name));
        Assert.Equal("(ReqNodeNotAvail, UnavailableNodes:a|b)", tasks[3].Reason);
    }

    [Fact]
    public void Details_are_read_by_array_and_index_whatever_the_job_id()
    {
        var tasks = SlurmTask.ParseDetails(Details);
        Assert.Equal([3, 2, 1], tasks.Select(task => task.Index));
        Assert.All(tasks, task => Assert.Equal((1L, "dm-x-1"), (task.Array, task.Name)));
        Assert.Equal((SlurmTaskState.Completed, 0, 0, "vm"), (tasks[0].State, tasks[0].ExitCode, tasks[0].Signal, tasks[0].Node));
        Assert.Equal((SlurmTaskState.Failed, 0, 11, new TimeSpan(0, 10, 1)), (tasks[1].State, tasks[1].ExitCode, tasks[1].Signal, tasks[1].Elapsed));
        Assert.Equal(("launch failed requeued held", ""), (tasks[2].Reason, tasks[2].Node));
    }

    [Theory]
    [InlineData("PENDING", false)]
    [InlineData("REQUEUE_HOLD", false)]
    [InlineData("COMPLETING", false)]
    [InlineData("SUSPENDED", false)]
    [InlineData("A_STATE_OF_NEXT_YEAR", false)]
    [InlineData("COMPLETED", true)]
    [InlineData("NODE_FAIL", true)]
    [InlineData("PREEMPTED", true)]
    [InlineData("DEADLINE", true)]
    [InlineData("OUT_OF_MEMORY", true)]
    public void A_state_tells_whether_the_task_is_over(string state, bool hasEnded) =>
        Assert.Equal(hasEnded, SlurmTaskStates.Parse(state).HasEnded());

    [Theory]
    [InlineData("Resources", true)]
    [InlineData("QOSMaxJobsPerUserLimit", true)]
    [InlineData("Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions", true)]
    [InlineData("SomethingNew", true)]
    [InlineData("JobHeldUser", false)]
    [InlineData("PartitionConfig", false)]
    [InlineData("DependencyNeverSatisfied", false)]
    [InlineData("launch failed requeued held", false)]
    [InlineData("job requeued in held state", false)]
    public void A_reason_tells_whether_what_is_waited_for_comes_by_itself(string reason, bool comes) =>
        Assert.Equal(comes, SlurmWait.Of(reason).Comes);
}
