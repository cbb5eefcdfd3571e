using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DarkMachines.Benchmarks.Scale;

/// <summary>
/// Time and memory of every algorithm against the number of rows, each fit in a process of its own. The table and the
/// picture are written anew after each algorithm.
/// </summary>
internal static class ScaleBenchmark
{
    private const double DefaultLimit = 60;
    private const int WaitForScores = 3;

    private static readonly int[] Sizes = [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

    private static string Results { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "results"));

    /// <summary>Measures the algorithms named, or all; a number is the limit of a fit in seconds.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments is ["one", var name, var rows, var most])
        {
            var point = ScaleAlgorithm.All.Single(a => a.Name == name).Measure(int.Parse(rows, CultureInfo.InvariantCulture), double.Parse(most, CultureInfo.InvariantCulture));
            Console.WriteLine(point?.ToString() ?? "late");
            return 0;
        }

        var limit = arguments.Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : 0).Append(0).Max();
        limit = limit > 0 ? limit : DefaultLimit;
        string[] only = [.. arguments.Where(word => !double.TryParse(word, CultureInfo.InvariantCulture, out _))];
        var series = new List<(string Name, IReadOnlyList<ScalePoint> Points)>();
        foreach (var algorithm in ScaleAlgorithm.All.Where(a => only.Length == 0 || only.Contains(a.Name)))
        {
            series.Add((algorithm.Name, Series(algorithm.Name, limit)));
            File.WriteAllText(Path.Combine(Results, "scale.md"), Table(series, limit));
            File.WriteAllText(Path.Combine(Results, "scale.svg"), Picture(series));
        }

        return 0;
    }

    private static List<ScalePoint> Series(string name, double limit)
    {
        var points = new List<ScalePoint>();
        foreach (var rows in Sizes)
        {
            if (InOwnProcess(name, rows, limit) is not { } point)
                break;
            points.Add(point);
            Console.Error.WriteLine($"{name} {point}");
        }

        return points;
    }

    // Not every step of every algorithm can be cancelled, so a process that does not end is ended.
    private static ScalePoint? InOwnProcess(string name, int rows, double limit)
    {
        string[] arguments = [typeof(ScaleBenchmark).Assembly.Location, "scale", "one", name, rows.ToString(CultureInfo.InvariantCulture), limit.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        if (!process.WaitForExit(TimeSpan.FromSeconds(WaitForScores * limit)))
        {
            process.Kill();
            return null;
        }

        var line = process.StandardOutput.ReadLine();
        return process.ExitCode == 0 ? ScalePoint.Parse(line) : throw new InvalidOperationException($"'{name}' failed on {rows} rows; its message stands above.");
    }

    private static string Table(IEnumerable<(string Name, IReadOnlyList<ScalePoint> Points)> series, double limit)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Time and memory against the number of rows

            `dotnet run -c Release --project benchmarks/DarkMachines.Benchmarks -- scale {limit}`

            {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors ({Processor()}), {RuntimeInformation.FrameworkDescription}.
            {ScaleData.Columns} columns, default options, one thread, every fit once in a fresh process: compiling the code is included,
            which is most of the shortest times. Each entry: seconds of the fit · microseconds for each of 10 000 other rows
            scored · peak memory of the process in MB, data and runtime included. `>` means that the fit took longer than
            {limit} s, or with the scores longer than {WaitForScores * limit} s, and the series ends. ![Curves](scale.svg)


            """));
        text.AppendLine(CultureInfo.InvariantCulture, $"| rows | {string.Join(" | ", Sizes.Select(size => size.ToString("N0", CultureInfo.InvariantCulture)))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| --- | {string.Join(" | ", Sizes.Select(_ => "---"))} |");
        foreach (var (name, points) in series)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", Sizes.Select((_, i) => i < points.Count ? Entry(points[i]) : i == points.Count ? ">" : ""))} |");
        return text.ToString();
    }

    private static string Entry(ScalePoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{TwoDigits(point.FitSeconds)} · {TwoDigits(point.ScoreSeconds * 1e6)} · {point.PeakBytes >> 20}");

    private static string TwoDigits(double value) => value.ToString(value >= 10 ? "0" : "G2", CultureInfo.InvariantCulture);

    private static string Processor() =>
        OperatingSystem.IsLinux() && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Picture(IReadOnlyList<(string Name, IReadOnlyList<ScalePoint> Points)> series) => LogLogPicture.Draw(
        "rows fitted",
        new("seconds of a fit", [.. series.Select(s => new LogLogCurve(s.Name, [.. s.Points.Select(p => (p.Rows, p.FitSeconds))]))]),
        new("microseconds a row scored", [.. series.Select(s => new LogLogCurve(s.Name, [.. s.Points.Select(p => (p.Rows, 1e6 * p.ScoreSeconds))]))]));
}
