using System.Diagnostics;

namespace DarkMachines.Hosting;

/// <summary>
/// Peak resident memory of this process since a moment. Only Linux can set its high-water mark back; elsewhere an
/// earlier trial's peak could not be told from this one's, and nothing is reported.
/// </summary>
internal sealed class PeakMemory
{
    private readonly bool _reset;

    private PeakMemory(bool reset) => _reset = reset;

    /// <summary>The peak in bytes; null where it is not known.</summary>
    public long? Bytes
    {
        get
        {
            if (!_reset)
                return null;
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    public static PeakMemory Start()
    {
        if (!OperatingSystem.IsLinux())
            return new PeakMemory(reset: false);
        try
        {
            // proc(5): writing 5 to clear_refs sets VmHWM back to the present resident size.
            File.WriteAllText("/proc/self/clear_refs", "5");
            return new PeakMemory(reset: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new PeakMemory(reset: false);
        }
    }
}
