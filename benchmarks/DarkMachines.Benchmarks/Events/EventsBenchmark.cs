using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using DarkMachines.Benchmarks.Peers;
using DarkMachines.Data.Events;

namespace DarkMachines.Benchmarks.Events;

/// <summary>
/// Reading a file of events of channel 3's size: lines of a given event file, each turned by a random angle, repeated. The
/// file and its cache lie in a temporary folder, and are deleted. Beside it a reader in pandas, on a smaller share.
/// </summary>
internal static class EventsBenchmark
{
    private const double DefaultGigabytes = 1.7;
    private const int PeerBytes = 20_000_000;
    private const int Rounds = 3;

    public static int Run(string[] arguments)
    {
        var source = arguments[0];
        var gigabytes = arguments.Length > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : DefaultGigabytes;
        var folder = Directory.CreateTempSubdirectory("events-").FullName;
        try
        {
            var path = Path.Combine(folder, "events.csv");
            var events = Generate(source, path, (long)(gigabytes * 1e9));
            var length = new FileInfo(path).Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events} events, {length / 1e6:0} MB; medians of {Rounds} rounds, in brackets the range."));
            Console.WriteLine();
            Console.WriteLine("| work | threads | seconds | MB/s | CPU s | peak memory, MB |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            foreach (var threads in (int[])[1, 2])
            {
                Report("read into columns, in batches", threads, length, () => Read(path, threads));
                var cache = Path.Combine(folder, "events.npz");
                Report("read and cache", threads, length, () =>
                {
                    File.Delete(cache);
                    EventCache.Of(path, cache, threads).Dispose();
                });
                Report("go through the cache", threads, new FileInfo(cache).Length, () => ReadCache(cache, threads));
            }

            Peer(path, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Read(string path, int threads)
    {
        using var file = EventFile.Open(path);
        foreach (var batch in file.ReadBatches(threads))
            GC.KeepAlive(batch);
    }

    private static void ReadCache(string path, int threads)
    {
        using var cache = EventCache.Open(path);
        foreach (var batch in cache.ReadBatches(threads))
            GC.KeepAlive(batch);
    }

    private static void Report(string work, int threads, long bytes, Action action)
    {
        List<double> seconds = [], cpu = [];
        for (var round = 0; round <= Rounds; round++)
        {
            GC.Collect();
            var before = Environment.CpuUsage.TotalTime;
            var taken = Sample.Seconds(action);
            if (round == 0)
                continue;
            seconds.Add(taken);
            cpu.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        var rate = new Sample(seconds.Select(s => bytes / 1e6 / s));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {work} | {threads} | {new Sample(seconds).ToString("0.00")} | {rate.ToString("0")} | {new Sample(cpu).ToString("0.00")} | {process.PeakWorkingSet64 / 1e6:0} |"));
    }

    // Turned about the beam by any angle, an event is as likely as before: other digits, same physics.
    private static long Generate(string source, string path, long bytes)
    {
        var original = EventFile.ReadAll(source);
        var random = new RandomStream(1);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        var text = new ArrayBufferWriter<byte>(4 << 20);
        var events = 0L;
        for (; stream.Length < bytes; events += original.Count)
        {
            text.ResetWrittenCount();
            EventText.Write(Turned(original, random), text);
            stream.Write(text.WrittenSpan);
            stream.Flush();
        }

        return events;
    }

    private static EventBatch Turned(EventBatch original, RandomStream random)
    {
        var turned = new EventBatch();
        for (var i = 0; i < original.Count; i++)
        {
            var seen = original[i];
            var angle = 2 * Math.PI * random.Uniform();
            turned.AddEvent(original.EventIds[i], turned.ProcessOf(original.ProcessNames[original.Processes[i]]), original.Weights[i], seen.Met, Turn(seen.MetPhi, angle));
            for (var o = 0; o < seen.Count; o++)
                turned.AddObject(seen.Kinds[o], seen.Energies[o], seen.Pts[o], seen.Etas[o], Turn(seen.Phis[o], angle));
        }

        return turned;
    }

    private static float Turn(float phi, double angle) => (float)Math.IEEERemainder(phi + angle, 2 * Math.PI);

    // A share of the file is enough to tell the peer's rate.
    private static void Peer(string path, string folder)
    {
        var share = Path.Combine(folder, "share.csv");
        using (var whole = File.OpenRead(path))
        using (var part = File.Create(share))
        {
            var bytes = new byte[PeerBytes];
            var length = bytes.AsSpan(0, whole.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).LastIndexOf((byte)'\n') + 1;
            part.Write(bytes, 0, length);
        }

        using var peer = new PeerRun("Events/events_peer.py", new Dictionary<string, float[]>());
        File.Move(share, Path.Combine(peer.Folder, "share.csv"));
        foreach (var task in (string[])["pandas-wide", "pandas-explode", "python-loop"])
        {
            peer.Run(task);
            var rounds = Enumerable.Range(0, Rounds).Select(_ => peer.Run(task)).ToArray();
            var seconds = new Sample(rounds.Select(round => round.Seconds));
            var rate = new Sample(rounds.Select(round => PeerBytes / 1e6 / round.Seconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {task}, the first {PeerBytes / 1e6:0} MB | 1 | {seconds.ToString("0.00")} | {rate.ToString("0.0")} | {new Sample(rounds.Select(round => round.CpuSeconds)).ToString("0.00")} | – |"));
        }
    }
}
