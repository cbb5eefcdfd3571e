using System.Text.Json.Nodes;

namespace DarkMachines.Cli.Tests;

/// <summary>Entrants that misbehave, in processes of their own: each is a row with its reason, and the others go on.</summary>
public sealed class FaultTests : WorkspaceTest
{
    // Every way to misbehave, what its row says, and whether running it again could help.
    private static readonly (string Algorithm, string Status, string Reason, bool IsFinal)[] Faults =
    [
        ("hangs", "timed-out", "ran longer than its limit of 6 s", true),
        ("allocates-without-end", "failed", "used more than its limit of 400 MB", true),
        ("overflows-the-stack", "failed", "overflowed the stack", true),
        ("exits", "failed", "ended its process (exit code 0) before it had answered", true),
        ("fails-fast", "failed", "FailFast (\"no way on with NoOptions", true),
        ("crashes-in-native-code", "failed", "segmentation fault", true),
        ("kills-itself", "failed", "killed from outside (signal 9)", false),
        ("throws-on-a-thread", "failed", "InvalidOperationException: lost with NoOptions", true),
        ("damages-its-result", "failed", "result file is missing or damaged", false),
        ("answers-nan", "failed", "class probabilities lie between 0 and 1", true),
        ("answers-infinity", "failed", "class probabilities lie between 0 and 1", true),
        ("answers-half", "failed", "class probabilities lie between 0 and 1", true),
        ("shares-scratch-space", "failed", "several threads ask at once", true),
    ];

    // These answer, whatever else they do.
    private static readonly string[] Answering = ["behaves", "leaves-processes-behind", "floods", "prints-garbage", "logistic-regression"];

    public FaultTests() => CopyFolder(CliRun.TestPlugin("Misbehaving"), Path.Combine(Workspace, "plugins", "Misbehaving"));

    [Fact]
    public void Each_fault_is_a_row_with_its_reason_that_ranks_last_and_everybody_else_is_ranked()
    {
        var first = Run();
        Assert.Equal(0, first.ExitCode);
        Check(first);
        Assert.Empty(Left());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Workspace, "trials")));

        var flood = Rows(first).Single(r => (string)r["algorithm"]! == "floods");
        var log = new FileInfo(Path.Combine(Workspace, "results", (string)flood["id"]!, "log.txt"));
        Assert.InRange(log.Length, 500_000, 700_000);
        Assert.Contains("bytes left out", File.ReadAllText(log.FullName), StringComparison.Ordinal);

        // What would only fail again is kept; what the machine may have been to blame for is run again.
        var second = Run();
        Check(second);
        foreach (var fault in Faults)
            Assert.Equal(fault.IsFinal, second.Error.Contains($"2F {fault.Algorithm}: kept from an earlier run", StringComparison.Ordinal));
    }

    [Fact]
    public void More_time_is_a_reason_to_run_again_what_ran_out_of_it()
    {
        string[] command = ["-a", "hangs", "--executor", "processes"];
        Assert.Contains("limit of 1 s", Quick([.. command, "--time", "1"]).Error, StringComparison.Ordinal);
        Assert.Contains("kept from an earlier run (timed-out", Quick([.. command, "--time", "1"]).Error, StringComparison.Ordinal);
        Assert.Contains("limit of 1.5 s", Quick([.. command, "--time", "1.5"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scores_are_the_same_bytes_in_processes_and_in_process()
    {
        string[] entrants = ["-a", "behaves", "-a", "logistic-regression", "-a", "random-forest:trees=5"];
        var processes = Quick([.. entrants, "--executor", "processes", "--json"]);
        var files = Files();
        Directory.Delete(Path.Combine(Workspace, "results"), recursive: true);
        var inProcess = Quick([.. entrants, "--executor", "in-process", "--again", "--json"]);
        Assert.Equal(10, files.Count);
        Assert.Equal(files, Files());
        Assert.Equal(Metrics(processes), Metrics(inProcess));

        SortedDictionary<string, string> Files() => new(
            Directory.EnumerateFiles(Path.Combine(Workspace, "results"), "*.npy", SearchOption.AllDirectories)
                .ToDictionary(path => Path.GetRelativePath(Workspace, path), path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_somebody_kills_is_a_row_and_is_run_again()
    {
        using var run = CliRun.Start(Command("-a", "hangs", "--time", "60"));
        var error = run.StandardError.ReadToEndAsync();
        var worker = Worker();
        System.Diagnostics.Process.GetProcessById(worker).Kill();
        run.WaitForExit();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("killed from outside (signal 9)", await error, StringComparison.Ordinal);
        Assert.Empty(Left());
        Assert.Contains("limit of 1 s", Quick("-a", "hangs", "--time", "1").Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_is_cancelled_by_its_id_and_the_others_go_on()
    {
        using var run = CliRun.Start(Command("-a", "hangs", "-a", "behaves", "--time", "60"));
        var error = run.StandardError.ReadToEndAsync();
        Worker();
        JsonObject[] running;
        do
        {
            var listed = CliRun.InProcess("trials", "list", "--workspace", Workspace, "--json");
            running = [.. listed.Document["trials"]!.AsArray().Select(t => t!.AsObject()).Where(t => (string)t["status"]! == "running" && (string)t["algorithm"]! == "hangs")];
        }
        while (running.Length == 0);
        var id = (string)running[0]["id"]!;
        Assert.Equal(0, CliRun.InProcess("trials", "cancel", id[..8], "--workspace", Workspace).ExitCode);
        run.WaitForExit();
        Assert.Contains("2F hangs: failed: It was cancelled", await error, StringComparison.Ordinal);
        Assert.Contains("2F behaves: overall-accuracy", await error, StringComparison.Ordinal);
        Assert.Equal("cancelled", (string)CliRun.InProcess("trials", "show", id, "--workspace", Workspace).Document["code"]!);
        Assert.Empty(Left());
    }

    [Fact]
    public void A_run_killed_at_random_moments_leaves_nothing_running_and_is_completed_by_the_next()
    {
        // The whole number of moments is for a machine that has the time: DARKMACHINES_KILLS=200.
        var kills = int.Parse(Environment.GetEnvironmentVariable("DARKMACHINES_KILLS") ?? "12", System.Globalization.CultureInfo.InvariantCulture);
        string[] command = Command([.. Enumerable.Range(0, 6).SelectMany(i => (string[])["-a", $"takes-its-time:number={i}"]), "-a", "logistic-regression"]);
        var random = new RandomStream(seed: 5);
        for (var kill = 0; kill < kills; kill++)
        {
            using var run = CliRun.Start(command);
            if (!run.WaitForExit(200 + random.Below(1500)))
                run.Kill();
            run.WaitForExit();
            if (kill % 5 == 4 && Directory.Exists(Path.Combine(Workspace, "results")))
                Directory.Delete(Path.Combine(Workspace, "results"), recursive: true);
        }

        for (var glance = 0; glance < 250 && Left().Any(); glance++)
            Thread.Sleep(20);
        Assert.Empty(Left());
        var completed = CliRun.AsProcess([.. command, "--json"]);
        Assert.Equal(0, completed.ExitCode);
        var rows = Rows(completed).ToArray();
        Assert.Equal(9, rows.Length);
        Assert.All(rows, row => Assert.Equal("ok", (string)row["status"]!));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Workspace, "trials")));
    }

    [Fact]
    public void Rerun_says_whether_the_scores_are_the_same_to_the_byte()
    {
        var run = Quick("-a", "logistic-regression", "--json");
        var id = (string)Rows(run).Single(r => (string)r["algorithm"]! == "logistic-regression")["id"]!;
        var same = CliRun.AsProcess("rerun", id, "--workspace", Workspace, "--json");
        Assert.Equal(0, same.ExitCode);
        Assert.True((bool)same.Document["same"]!);

        // A record of other scores than the trial gives.
        var record = Path.Combine(Workspace, "results", id, "result.json");
        var document = JsonNode.Parse(File.ReadAllText(record))!;
        document["files"]!["scores.npy"]!["sha256"] = new string('0', 64);
        File.WriteAllText(record, document.ToJsonString());
        File.Delete(Path.Combine(Workspace, "results.db"));
        var different = CliRun.AsProcess("rerun", id, "--workspace", Workspace, "--json");
        Assert.Equal(1, different.ExitCode);
        Assert.Equal("scores.npy", (string)Assert.Single(different.Document["different"]!.AsArray())!);
    }

    [Fact]
    public void Scores_that_were_cut_off_on_disk_are_made_again()
    {
        var first = Quick("-a", "behaves", "--json");
        var id = (string)Rows(first).Single(r => (string)r["algorithm"]! == "behaves")["id"]!;
        var scores = Path.Combine(Workspace, "results", id, "scores.npy");
        var whole = File.ReadAllBytes(scores);
        File.WriteAllBytes(scores, whole[..(whole.Length / 2)]);
        var second = Quick("-a", "behaves", "--json");
        Assert.Equal(Metrics(first), Metrics(second));
        Assert.Contains("2F behaves: started", second.Error, StringComparison.Ordinal);
        Assert.Contains("best-single-feature: kept", second.Error, StringComparison.Ordinal);
        Assert.Equal(whole, File.ReadAllBytes(scores));
    }

    [Fact]
    public void A_trial_file_is_all_that_a_worker_needs()
    {
        var run = Quick("-a", "behaves", "--json");
        var id = (string)Rows(run).Single(r => (string)r["algorithm"]! == "behaves")["id"]!;
        var file = Path.Combine(Workspace, "results", id, "trial.json");
        var there = Path.Combine(Folder, "elsewhere");
        Assert.Equal(0, CliRun.AsProcess("trial", "run", file, "--out", there).ExitCode);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Workspace, "results", id, "scores.npy")), File.ReadAllBytes(Path.Combine(there, "scores.npy")));
        Assert.True(File.Exists(Path.Combine(there, "result.json")));

        File.AppendAllText(Path.Combine(Workspace, "plugins", "Misbehaving", "Misbehaving.deps.json"), " ");
        var changed = CliRun.AsProcess("trial", "run", file, "--out", there);
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("has changed since the trial of 'behaves' was planned", changed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_is_taken_up_with_the_options_it_was_started_with()
    {
        var run = CliRun.AsProcess(Command("-a", "behaves", "-a", "takes-its-time:number=3", "--json"));
        Directory.Delete(Path.Combine(Workspace, "results"), recursive: true);
        var attached = CliRun.AsProcess("run", "dm-astro", "--attach", "--workspace", Workspace, "--json");
        Assert.Equal(Metrics(run), Metrics(attached));
        Assert.Contains("2F takes-its-time (number=3): started", attached.Error, StringComparison.Ordinal);
        var nothing = CliRun.InProcess("run", "dm-astro", "--attach", "--workspace", Workspace + "2", "--json");
        Assert.Equal("no-run", (string)nothing.Document["error"]!["code"]!);
    }

    private CliRun Run() => CliRun.AsProcess(
        [.. Command([.. Faults.Select(f => f.Algorithm).Concat(Answering).SelectMany(name => (string[])["-a", name])]), "--time", "6", "--memory", "400M", "--json"]);

    private static void Check(CliRun run)
    {
        var rows = Rows(run).ToArray();
        Assert.Equal(Faults.Length + Answering.Length + 2, rows.Length);
        Assert.All(Answering, name => Assert.Equal("ok", (string)rows.Single(r => (string)r["algorithm"]! == name)["status"]!));
        Assert.All(rows[..^Faults.Length], row => Assert.Equal("ok", (string)row["status"]!));
        foreach (var (algorithm, status, reason, _) in Faults)
        {
            var row = rows.Single(r => (string)r["algorithm"]! == algorithm);
            Assert.Equal(status, (string)row["status"]!);
            Assert.Contains(reason, (string)row["reason"]!, StringComparison.Ordinal);
        }
    }

    private CliRun Quick(params string[] more) => CliRun.AsProcess(Command(more));

    private string[] Command(params string[] more) =>
        ["run", "dm-astro", "--workspace", Workspace, "--repeats", "1", "--task", "2F", .. more.Contains("--executor") ? more : ["--executor", "processes", "--jobs", "2", .. more]];

    private static IEnumerable<JsonNode> Rows(CliRun run) => run.Document["results"]!.AsArray().Select(r => r!).Where(r => (string)r["source"]! != "published");

    private static string Metrics(CliRun run) => string.Join('\n', Rows(run).Select(row => $"{row["algorithm"]} {row["status"]} {row["id"]} {row["metrics"]!.ToJsonString()}"));

    // The process of the one trial that hangs, once it is there.
    private int Worker()
    {
        while (true)
        {
            if (Left().Where(IsItsWorker).ToArray() is { Length: > 0 } found)
                return found[0];
            Thread.Sleep(10);
        }
    }

    // Not that of another trial, nor one of those that it has started.
    private static bool IsItsWorker(int process)
    {
        try
        {
            var arguments = File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
            return Array.IndexOf(arguments, "work") is var verb and >= 0 && File.ReadAllText(arguments[verb + 1]).Contains("\"hangs\"", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Processes of trials of this workspace.
    private IEnumerable<int> Left()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])))
        {
            string environment;
            try
            {
                environment = File.ReadAllText(Path.Combine(process, "environ"));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            if (environment.Contains($"DARKMACHINES_TRIAL={Workspace}/", StringComparison.Ordinal))
                yield return int.Parse(Path.GetFileName(process), System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
