namespace DarkMachines.Hosting.Slurm;

/// <summary>How a task ended that left no result.</summary>
public enum SlurmEnd
{
    /// <summary>Killed for its time.</summary>
    Time,

    /// <summary>Killed for its memory.</summary>
    Memory,

    /// <summary>Cancelled by somebody.</summary>
    Cancelled,

    /// <summary>Lost with its node, or without a trace.</summary>
    Lost,

    /// <summary>Failed by itself.</summary>
    Failed,

    /// <summary>Would never have started or ended, and was given up.</summary>
    Stuck,
}
