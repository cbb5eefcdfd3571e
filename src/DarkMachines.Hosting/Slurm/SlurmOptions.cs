using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Hosting.Slurm;

/// <summary>What is asked of Slurm for each task, and where its files lie.</summary>
public sealed record SlurmOptions
{
    /// <summary>A folder that this machine and every node see under the same path, and that the user may write to.</summary>
    public required string Shared { get; init; }

    /// <summary>Partition to run in; null for the cluster's default.</summary>
    public string? Partition { get; init; }

    /// <summary>Account to charge; null for the user's default.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// Time after which Slurm kills a task; it counts whole minutes. Null for a tenth and five minutes more than the
    /// trial's own limit, which the program on the node keeps to the second.
    /// </summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Memory of a task in MB; null for an eighth and 512 MB more than the trial's own limit.</summary>
    [Range(1, int.MaxValue)]
    public int? Megabytes { get; init; }

    /// <summary>Most tasks that run at the same time; null for as many as Slurm lets.</summary>
    [Range(1, int.MaxValue)]
    public int? Throttle { get; init; }

    /// <summary>Further options of sbatch, one word each, such as <c>--constraint=avx512</c>; they come last and win.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];

    /// <summary>Takes up trials that an earlier run left in Slurm's queue, where it did; others are submitted.</summary>
    public bool Attach { get; init; }

    /// <summary>Cancels the tasks when the run is stopped; otherwise they go on, and can be taken up again.</summary>
    public bool CancelOnStop { get; init; }

    /// <summary>How long to wait for what.</summary>
    public SlurmPatience Patience { get; init; } = new();
}
