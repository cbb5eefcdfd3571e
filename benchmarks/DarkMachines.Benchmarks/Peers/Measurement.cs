using System.Diagnostics;

namespace DarkMachines.Benchmarks.Peers;

/// <summary>What one run of a task took, and how good its answer was.</summary>
/// <param name="Seconds">Seconds by the clock.</param>
/// <param name="CpuSeconds">Seconds of processor time, of all threads: what others do on the machine counts less in it.</param>
/// <param name="Quality">A figure of the answer, such as an area under the curve; NaN if there is none.</param>
internal readonly record struct Measurement(double Seconds, double CpuSeconds, double Quality)
{
    /// <summary>Measures our own work.</summary>
    /// <param name="work">Does it, and returns what grades its answer afterwards.</param>
    public static Measurement Of(Func<Func<double>> work)
    {
        GC.Collect();
        var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var grade = work();
        var (seconds, cpuSeconds) = (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        return new Measurement(seconds, cpuSeconds, grade());
    }
}
