using System.Globalization;

namespace DarkMachines.Hosting.Trials;

/// <summary>What the end of a worker without a result means, in one sentence.</summary>
public static class WorkerExit
{
    private const int SignalBase = 128; // what shells and the runtime add to the number of a signal
    private const int LeastFreeBytes = 1 << 16; // less than a record and a log need
    private const int Abort = 6;
    private const int KillSignal = 9;
    private const int SegmentationFault = 11;

    /// <summary>Explains an exit code, with the help of what was printed.</summary>
    /// <param name="exitCode">The exit code of the worker.</param>
    /// <param name="folder">The trial's folder, with its log.</param>
    public static TrialFailure Explain(int exitCode, TrialFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (new DriveInfo(folder.Path).AvailableFreeSpace < LeastFreeBytes)
            return TrialFailure.OfMachine("disk-full", "The disk was full. Free space and run the challenge again.");
        if (File.Exists(folder.ResultPath))
            return TrialFailure.Damaged;
        return exitCode switch
        {
            SignalBase + Abort when Find(folder, "Stack overflow") is not null =>
                TrialFailure.OfEntrant("stack-overflow", "It overflowed the stack: a method calls itself without end."),
            SignalBase + Abort when Find(folder, "Process terminated.") is { } said =>
                TrialFailure.OfEntrant("fail-fast", $"It ended its process with FailFast{Quote(said)}."),
            SignalBase + Abort when Find(folder, "Unhandled exception.") is { } said =>
                TrialFailure.OfEntrant("unhandled-exception", $"A thread of its own ended the process with an exception nobody caught{Quote(said)}."),
            SignalBase + KillSignal => TrialFailure.OfMachine(
                "killed", "Its process was killed from outside (signal 9), perhaps because the machine ran out of memory. Run the challenge again to repeat it."),
            SignalBase + SegmentationFault => TrialFailure.OfEntrant("native-crash", "Native code crashed its process (segmentation fault)."),
            > SignalBase and < SignalBase + 65 => TrialFailure.OfEntrant(
                "native-crash", string.Create(CultureInfo.InvariantCulture, $"A signal ended its process (signal {exitCode - SignalBase}).")),
            _ => TrialFailure.OfEntrant("exited", string.Create(CultureInfo.InvariantCulture, $"It ended its process (exit code {exitCode}) before it had answered.")),
        };
    }

    // What the runtime says behind these words, on the same line or the next.
    private static string? Find(TrialFolder folder, string words)
    {
        try
        {
            using var lines = File.ReadLines(folder.LogPath).GetEnumerator();
            while (lines.MoveNext())
            {
                if (lines.Current.IndexOf(words, StringComparison.Ordinal) is var at and >= 0)
                    return lines.Current[(at + words.Length)..] is { Length: > 0 } rest ? rest : lines.MoveNext() ? lines.Current : "";
            }
        }
        catch (IOException)
        {
            // No log, no words.
        }

        return null;
    }

    private static string Quote(string said)
    {
        const int longest = 200;
        var trimmed = said.Trim().TrimEnd('.');
        return trimmed.Length == 0 ? "" : $" (\"{(trimmed.Length > longest ? trimmed[..longest] + "…" : trimmed)}\")";
    }
}
