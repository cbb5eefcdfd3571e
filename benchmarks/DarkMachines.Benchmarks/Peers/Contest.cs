using System.Globalization;

namespace DarkMachines.Benchmarks.Peers;

/// <summary>One task that we and a peer do by turns.</summary>
/// <param name="Name">What is done, in a few words.</param>
/// <param name="PeerTask">Name of the task in the peer's script.</param>
/// <param name="Own">Does our work, and returns what grades its answer.</param>
internal sealed record Contest(string Name, string PeerTask, Func<Func<double>> Own)
{
    /// <summary>Prints a table: medians over the rounds, in brackets the range; the ratio is that of each round.</summary>
    public static void Print(PeerRun peer, int rounds, IEnumerable<Contest> contests)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"By turns, {rounds} rounds after one that is not counted; medians, in brackets the range. The ratio is peer over ours, in processor time."));
        Console.WriteLine();
        Console.WriteLine("| task | peer | ours, CPU s | peer, CPU s | ratio | ratio by the clock | ours, quality | peer, quality |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var contest in contests)
            Console.WriteLine(contest.Row(peer, rounds));
    }

    private string Row(PeerRun peer, int rounds)
    {
        Measurement.Of(Own);
        peer.Run(PeerTask);
        var both = Enumerable.Range(0, rounds).Select(_ => (Own: Measurement.Of(Own), Peer: peer.Run(PeerTask))).ToArray();
        return string.Join(" | ", [
            $"| {Name}",
            PeerTask,
            new Sample(both.Select(b => b.Own.CpuSeconds)).ToString("0.000"),
            new Sample(both.Select(b => b.Peer.CpuSeconds)).ToString("0.000"),
            new Sample(both.Select(b => b.Peer.CpuSeconds / b.Own.CpuSeconds)).ToString("0.0"),
            new Sample(both.Select(b => b.Peer.Seconds / b.Own.Seconds)).ToString("0.0"),
            Quality(both.Select(b => b.Own)),
            Quality(both.Select(b => b.Peer)) + " |",
        ]);
    }

    private static string Quality(IEnumerable<Measurement> measurements) =>
        measurements.Any(m => double.IsNaN(m.Quality)) ? "–" : new Sample(measurements.Select(m => m.Quality)).ToString("0.0000");
}
