namespace DarkMachines.Hosting.Trials;

/// <summary>What a trial may use. A trial that needs more is ended; its result does not depend on them otherwise.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="Megabytes">Resident memory of all its processes, in units of 2^20 bytes.</param>
/// <param name="Threads">Threads.</param>
public sealed record TrialLimits(double Seconds, int Megabytes, int Threads)
{
    /// <summary>Wall time unless the user sets another: one hour.</summary>
    public const double DefaultSeconds = 3600;

    /// <summary>True if a trial that these limits ended has a better chance under others.</summary>
    /// <param name="others">The other limits.</param>
    public bool AreLowerThan(TrialLimits others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return Seconds < others.Seconds || Megabytes < others.Megabytes;
    }
}
