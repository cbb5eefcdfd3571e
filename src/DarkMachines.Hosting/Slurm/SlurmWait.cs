namespace DarkMachines.Hosting.Slurm;

/// <summary>What a task in the queue waits for.</summary>
/// <param name="For">In words: it completes "waits for …".</param>
/// <param name="Comes">Whether it comes by itself; if not, somebody must act or the task waits for ever.</param>
public sealed record SlurmWait(string For, bool Comes = true)
{
    /// <summary>What a reason of Slurm means.</summary>
    /// <param name="reason">The reason as squeue prints it, such as <c>JobArrayTaskLimit</c>.</param>
    public static SlurmWait Of(string reason) => reason switch
    {
        "Resources" => new("free processors or memory"),
        "Priority" => new("jobs of higher priority"),
        "JobArrayTaskLimit" => new("earlier tasks, by the throttle"),
        "Dependency" => new("an earlier array, by the throttle"),
        "BeginTime" => new("the time after which a task of a failed node may start again"),
        "None" or "" => new("the scheduler"),
        "PartitionDown" or "PartitionInactive" => new("its partition, which takes no jobs at the moment"),
        "JobHeldUser" => new("the user, who holds it ('scontrol release')", Comes: false),
        "JobHeldAdmin" => new("an administrator, who holds it", Comes: false),
        "PartitionConfig" or "PartitionNodeLimit" => new("more nodes or processors than its partition has", Comes: false),
        "PartitionTimeLimit" => new("more time than its partition allows", Comes: false),
        "BadConstraints" => new("nodes of a kind that the cluster does not have", Comes: false),
        "DependencyNeverSatisfied" => new("a job that will never end as it must", Comes: false),
        "InvalidAccount" or "InvalidQOS" => new("an account or quality of service that does not exist", Comes: false),
        _ when IsRefusedLaunch(reason) => new("a node that takes it: one refused to start it, and Slurm holds it", Comes: false),
        _ when reason.Contains("held", StringComparison.OrdinalIgnoreCase) => new($"a release; Slurm holds it ({reason})", Comes: false),
        _ when reason.StartsWith("ReqNodeNotAvail", StringComparison.Ordinal) || reason.StartsWith("Nodes required for job are", StringComparison.Ordinal) => new("nodes that are down, drained or reserved"),
        _ when reason.StartsWith("QOS", StringComparison.Ordinal) || reason.StartsWith("Assoc", StringComparison.Ordinal) => new($"the user's or account's share of the cluster ({reason})"),
        _ => new($"what Slurm calls {reason}"),
    };

    /// <summary>Whether a node refused to start the task, as one does that still runs another under the same id; it is as good as lost.</summary>
    public static bool IsRefusedLaunch(string reason) => reason.StartsWith("launch failed", StringComparison.OrdinalIgnoreCase);
}
