using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Tests.Slurm;

namespace DarkMachines.Cli.Tests;

/// <summary>
/// A crowd of trials, up to one in ten of them misbehaving, on this machine and on a cluster: the board is whole, and the same.
/// The crowd is as large as DARKMACHINES_TRIALS says; with 200 it holds sixteen ways to misbehave, once each.
/// </summary>
public sealed class WholeBoardTests : WorkspaceTest
{
    private static readonly string[] Misbehaving =
    [
        "allocates-without-end", "exits", "leaves-processes-behind", "hangs", "overflows-the-stack", "fails-fast", "crashes-in-native-code",
        "kills-itself", "throws-on-a-thread", "damages-its-result", "answers-nan", "answers-infinity", "answers-half", "shares-scratch-space",
        "floods", "prints-garbage",
    ];

    private static readonly int Trials = int.Parse(Environment.GetEnvironmentVariable("DARKMACHINES_TRIALS") ?? "20", CultureInfo.InvariantCulture);

    public WholeBoardTests() => CopyFolder(CliRun.TestPlugin("Misbehaving"), Path.Combine(Folder, "plugins", "Misbehaving"));

    [SlurmFact]
    public void A_crowd_with_one_in_ten_misbehaving_gives_the_same_whole_board_here_and_on_a_cluster()
    {
        using var cluster = new SlurmCluster(largestArray: 1000);
        var here = Run([], "--executor", "processes", "--jobs", "2");
        var there = Run([("SLURM_CONF", cluster.Configuration)], "--executor", "slurm", "--shared", cluster.Shared);
        Assert.Equal(Trials, Rows(here).Length);
        Assert.Equal(0, here.ExitCode);
        Assert.Equal(0, there.ExitCode);
        Assert.Equal(Board(here), Board(there));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(cluster.Shared, "runs")));
    }

    private CliRun Run((string, string)[] environment, params string[] executor)
    {
        // Two of the trials are the baselines.
        var bad = Misbehaving.Take(Trials / 10).ToArray();
        var good = Enumerable.Range(0, Trials - bad.Length - 2).Select(i => $"behaves:number={i}");
        var entrants = bad.Concat(good).SelectMany(entrant => (string[])["-a", entrant]);
        return CliRun.AsProcess(environment,
        [
            "run", "dm-astro", "--workspace", Path.Combine(Folder, executor[1]), "--plugins", Path.Combine(Folder, "plugins"),
            "--repeats", "1", "--task", "2F", "--time", "15", "--memory", "400M", "--json", .. entrants, .. executor,
        ]);
    }

    private static JsonNode[] Rows(CliRun run) => [.. run.Document["results"]!.AsArray().Select(r => r!).Where(r => (string)r["source"]! != "published")];

    private static string Board(CliRun run) => string.Join('\n', Rows(run).Select(row =>
        $"{row["rank"]} {row["algorithm"]} {row["options"]!.ToJsonString()} {row["status"]} {row["reason"]} {row["id"]} {row["metrics"]!.ToJsonString()}"));
}
