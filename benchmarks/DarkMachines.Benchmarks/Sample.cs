using System.Diagnostics;
using System.Globalization;

namespace DarkMachines.Benchmarks;

/// <summary>Repeated measurements of one thing: the median, and the range.</summary>
/// <param name="values">The measurements.</param>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Median => (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;

    /// <summary>Seconds that some work takes.</summary>
    public static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public string ToString(string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({_sorted[0].ToString(format, CultureInfo.InvariantCulture)} to {_sorted[^1].ToString(format, CultureInfo.InvariantCulture)})");
}
