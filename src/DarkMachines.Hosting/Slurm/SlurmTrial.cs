using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Slurm;

/// <summary>A trial on its way through Slurm.</summary>
/// <param name="order">The trial.</param>
/// <param name="run">The run that it belongs to.</param>
internal sealed class SlurmTrial(TrialOrder order, SlurmRun run)
{
    private string _phase = "";
    private long _phaseStart;

    public TrialOrder Order { get; } = order;

    public SlurmRun Run { get; } = run;

    /// <summary>Number of the attempt, from 1.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>Its array: the one that holds the present attempt.</summary>
    public long Array { get; set; }

    /// <summary>Name of that array.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its index in that array.</summary>
    public int Index { get; set; }

    /// <summary>What it waits for, as it was told; empty when it runs.</summary>
    public string Awaited { get; set; } = "";

    /// <summary>Its folder on the shared folder.</summary>
    public TrialFolder Folder => new(Run.FolderOf(Order.Id, Attempt));

    /// <summary>How Slurm calls its task.</summary>
    public string Task => FormattableString.Invariant($"{Array}_{Index}");

    /// <summary>The log of its task.</summary>
    public string LogPath => Path.Combine(Run.LogFolder, $"{Task}.log");

    /// <summary>How long it has been in a phase without a break.</summary>
    public TimeSpan TimeIn(string phase, TimeProvider time)
    {
        if (_phase != phase)
            (_phase, _phaseStart) = (phase, time.GetTimestamp());
        return time.GetElapsedTime(_phaseStart);
    }
}
