namespace DarkMachines.Hosting.Slurm;

/// <summary>How long a run on Slurm waits for what. Nothing is waited for without end.</summary>
public sealed record SlurmPatience
{
    /// <summary>Time between two looks at the queue.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time that the controller may be silent before the run is given up; its tasks go on all the same.</summary>
    public TimeSpan Controller { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time that a task may wait its turn.</summary>
    public TimeSpan Queue { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Time that a task may wait for what does not come by itself: a release, a partition that is large enough.</summary>
    public TimeSpan Stuck { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time that the result of an ended task may take to be seen: network file systems show new files late.</summary>
    public TimeSpan Result { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time beyond a task's limit within which Slurm has to have ended it, and within which a node has to report the end.</summary>
    public TimeSpan Overrun { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often a task that was lost with its node is started again.</summary>
    public int Retries { get; init; } = 3;
}
