using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Slurm;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Tests.Slurm;

/// <summary>
/// Trials that each run a line of shell on a cluster: a script stands in for the program, runs what the trial has for a
/// label, and leaves a result unless that fails.
/// </summary>
internal sealed class SlurmTrials : IDisposable
{
    private const string StandIn =
        """
        #!/bin/sh
        # trial run FOLDER/trial.json --out FOLDER
        set -eu
        eval "$(sed -n 's/.*"label": "\(.*\)".*/\1/p' "$3")"
        id=$(sed -n 's/^  "id": "\(.*\)",/\1/p' "$3")
        echo scores >"$5/scores.npy"
        sed "s/ANY/$id/" "$(dirname "$0")/result.json" >"$5/draft"
        mv "$5/draft" "$5/result.json"

        """;

    private readonly SlurmCluster _cluster;
    private readonly string _home = Directory.CreateTempSubdirectory("trials").FullName;

    /// <param name="cluster">The cluster; its shared folder is emptied.</param>
    public SlurmTrials(SlurmCluster cluster)
    {
        _cluster = cluster;
        Directory.Delete(cluster.Shared, recursive: true);
        Directory.CreateDirectory(cluster.Shared);
        Commands = cluster.Commands;
        Options = new SlurmOptions { Shared = cluster.Shared, Megabytes = 64, Patience = Quick };
        Directory.CreateDirectory(PathTo("program"));
        Directory.CreateDirectory(PathTo("inputs"));
        File.WriteAllText(PathTo("inputs", "inputs.json"), "{}");
        File.WriteAllText(PathTo("program", "darkmachines"), StandIn);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(PathTo("program", "darkmachines"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        new TrialFolder(PathTo("program")).WriteResult(TrialRecord.Answered(Document("ANY", ""), TimeProvider.System));
    }

    public static SlurmPatience Quick { get; } = new()
    {
        Poll = TimeSpan.FromSeconds(0.3),
        Result = TimeSpan.FromSeconds(0.5),
        Stuck = TimeSpan.FromSeconds(1),
    };

    public SlurmOptions Options { get; set; }

    /// <summary>Slurm's commands.</summary>
    public SlurmCommands Commands { get; set; }

    /// <summary>What was told, in order.</summary>
    public ConcurrentQueue<TrialEvent> Events { get; } = [];

    /// <summary>The runs on the shared folder.</summary>
    public string[] Runs => Directory.Exists(InShared("runs")) ? Directory.GetDirectories(InShared("runs")) : [];

    /// <summary>Tasks that have started and written to their logs; their runs are on the shared folder.</summary>
    public int Started => Runs.Select(run => new DirectoryInfo(Path.Combine(run, "logs"))).Where(logs => logs.Exists).Sum(logs => logs.GetFiles().Length);

    /// <summary>A trial for each line of shell.</summary>
    public TrialOrder[] Orders(params string[] lines) => [.. lines.Select((line, i) => Order($"trial{i}", line))];

    /// <summary>Runs trials to their end.</summary>
    /// <returns>Their records, in order.</returns>
    public TrialResult[] Run(TrialOrder[] orders, CancellationToken cancellation = default)
    {
        Executor().Execute(orders, Events.Enqueue, cancellation);
        Assert.Equal(orders.Select(order => order.Id), Events.Where(e => e.State == TrialState.Ended).Select(e => e.Order.Id).Order(StringComparer.Ordinal));
        return [.. orders.Select(order => new TrialFolder(order.Folder).ReadResult()!)];
    }

    /// <summary>Runs trials beside the test.</summary>
    public Task<TrialResult[]> Start(TrialOrder[] orders, CancellationToken cancellation = default) =>
        Task.Factory.StartNew(() => Run(orders, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Waits until something is the case.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (condition())
                return;
            await Task.Delay(100);
        }

        Assert.Fail($"waited in vain until {what}");
    }

    public SlurmExecutor Executor() =>
        new(Commands, Options, new SlurmProgram(SourceFile.Below(PathTo("program")), "darkmachines", []), TimeProvider.System);

    public string InShared(params string[] parts) => Path.Combine([_cluster.Shared, .. parts]);

    public void Dispose()
    {
        _cluster.Run("scancel", "-u", Environment.UserName);
        Directory.Delete(_home, recursive: true);
    }

    private TrialOrder Order(string id, string line) => new(Document(id, line), line, PathTo("workspace", id));

    private TrialDocument Document(string id, string line) => new()
    {
        Schema = TrialDocument.CurrentSchema,
        Id = id,
        Challenge = "test",
        Version = 1,
        Task = "task",
        Entrant = new EntrantDocument(EntrantKind.Baseline, "shell", new JsonObject(), "code", Path: null, line, Note: null),
        Seed = 1,
        Repeats = 1,
        DataHash = "data",
        Data = "simulated",
        Inputs = PathTo("inputs"),
        Limits = new TrialLimits(60, 64, 1),
    };

    private string PathTo(params string[] parts) => Path.Combine([_home, .. parts]);
}
