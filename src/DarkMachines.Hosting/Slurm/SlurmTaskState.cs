namespace DarkMachines.Hosting.Slurm;

/// <summary>Where a task stands, as far as it matters here; Slurm tells some two dozen states apart.</summary>
public enum SlurmTaskState
{
    /// <summary>In the queue or back in it, or suspended.</summary>
    Waiting,

    /// <summary>On a node.</summary>
    Running,

    /// <summary>Its script has ended; the node has not reported yet.</summary>
    Completing,

    /// <summary>Its script ended with exit code 0.</summary>
    Completed,

    /// <summary>Its script ended otherwise.</summary>
    Failed,

    /// <summary>Killed for its time.</summary>
    TimedOut,

    /// <summary>Killed for its memory, where Slurm says so.</summary>
    OutOfMemory,

    /// <summary>Cancelled by somebody.</summary>
    Cancelled,

    /// <summary>Ended through no fault of its own: its node failed, or a task of higher rank took its place.</summary>
    Lost,
}

/// <summary>Reads states as Slurm writes them.</summary>
public static class SlurmTaskStates
{
    /// <summary>The state that Slurm calls by a name, such as <c>NODE_FAIL</c>; one that is not known has not ended.</summary>
    public static SlurmTaskState Parse(string name) => name switch
    {
        "COMPLETED" => SlurmTaskState.Completed,
        "COMPLETING" or "STAGE_OUT" => SlurmTaskState.Completing,
        "FAILED" or "SPECIAL_EXIT" => SlurmTaskState.Failed,
        "TIMEOUT" or "DEADLINE" => SlurmTaskState.TimedOut,
        "OUT_OF_MEMORY" => SlurmTaskState.OutOfMemory,
        "CANCELLED" => SlurmTaskState.Cancelled,
        "NODE_FAIL" or "BOOT_FAIL" or "PREEMPTED" or "REVOKED" => SlurmTaskState.Lost,
        "RUNNING" or "RESIZING" or "SIGNALING" => SlurmTaskState.Running,
        _ => SlurmTaskState.Waiting,
    };

    /// <summary>Whether a task in this state is over.</summary>
    public static bool HasEnded(this SlurmTaskState state) => state >= SlurmTaskState.Completed;
}
