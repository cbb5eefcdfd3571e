using System.Text.Json.Nodes;

namespace DarkMachines.Cli.Tests;

public sealed class RunTests : WorkspaceTest
{
    private string[] Quick(params string[] more) =>
        ["run", "dm-astro", "--workspace", Workspace, "--repeats", "1", "--task", "2F", "--executor", "in-process", .. more];

    [Fact]
    public void The_document_has_every_row_with_metrics_and_intervals()
    {
        var run = CliRun.InProcess(Quick("-a", "logistic-regression", "--json"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("simulated", (string)run.Document["data"]!);
        var rows = Rows(run);
        Assert.Equal(
            ["best-single-feature:baseline", "logistic-regression:run", "random-guess:baseline"],
            rows.Where(r => (string)r["source"]! != "published").Select(r => $"{r["algorithm"]}:{r["source"]}").Order(StringComparer.Ordinal));
        Assert.Contains(rows, r => (string)r["source"]! == "published" && (string)r["algorithm"]! == "NN");

        var accuracy = rows.Single(r => (string)r["algorithm"]! == "logistic-regression")["metrics"]!["overall-accuracy"]!;
        Assert.InRange((double)accuracy["value"]!, 0.83, 0.87);
        Assert.InRange((double)accuracy["value"]!, (double)accuracy["low"]!, (double)accuracy["high"]!);
        Assert.Equal(10, run.Document["search"]![0]!["candidates"]!.AsArray().Count);
    }

    [Fact]
    public void The_same_command_gives_the_same_bytes_on_any_number_of_threads()
    {
        string[] entrants = ["-a", "random-forest:trees=10", "-a", "knn", "-a", "mahalanobis", "-a", "dm-astro-mlp"];
        string[] command = ["run", "dm-astro", "--repeats", "1", "--task", "4F", "--json", .. entrants];
        var one = CliRun.AsProcess([.. command, "--workspace", Workspace, "--threads", "1"]);
        var two = CliRun.AsProcess([.. command, "--workspace", Workspace + "2", "--threads", "2"]);
        Assert.Equal(0, one.ExitCode);
        Assert.Equal(Metrics(one), Metrics(two));
        foreach (var row in Rows(one).Where(r => r["id"] is not null))
        {
            foreach (var file in (string[])["scores.npy", "unidentified.npy"])
            {
                Assert.Equal(
                    File.ReadAllBytes(Path.Combine(Workspace, "results", (string)row["id"]!, file)),
                    File.ReadAllBytes(Path.Combine(Workspace + "2", "results", (string)row["id"]!, file)));
            }
        }
    }

    [Fact]
    public void A_second_run_keeps_what_is_there_and_adds_rows()
    {
        var first = CliRun.InProcess(Quick("-a", "logistic-regression", "--json"));
        var second = CliRun.InProcess(Quick("-a", "gaussian-naive-bayes", "--json"));
        Assert.Contains("best-single-feature: kept", second.Error, StringComparison.Ordinal);
        Assert.Equal(Rows(first).Count + 1, Rows(second).Count);

        var board = CliRun.InProcess("leaderboard", "dm-astro", "--workspace", Workspace, "--json");
        Assert.Equal(Metrics(second), Metrics(board));
    }

    [Fact]
    public void A_run_killed_at_any_moment_is_completed_by_running_again()
    {
        string[] command = ["run", "dm-astro", "--workspace", Workspace, "--repeats", "1", "--json", "-a", "logistic-regression", "-a", "random-forest"];
        var random = new RandomStream(seed: 3);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var process = CliRun.Start(command);
            if (!process.WaitForExit(600 + random.Below(900)))
                process.Kill();
            process.WaitForExit();
        }

        var finished = Directory.Exists(Path.Combine(Workspace, "results"))
            ? Directory.GetDirectories(Path.Combine(Workspace, "results")).Count(d => !d.EndsWith(".unfinished", StringComparison.Ordinal))
            : 0;
        var completed = CliRun.AsProcess(command);
        Assert.Equal(0, completed.ExitCode);
        var kept = completed.Error.Split('\n').Count(line => line.Contains("kept from an earlier run", StringComparison.Ordinal));

        // A kill may fall between a trial's scores and its record; only that one is run again.
        Assert.InRange(kept, finished - 4, finished);
        var undisturbed = CliRun.AsProcess([.. command[..3], Workspace + "2", .. command[4..]]);
        Assert.Equal(Metrics(undisturbed), Metrics(completed));
    }

    [Fact]
    public void Ctrl_C_keeps_finished_trials_and_says_how_to_go_on()
    {
        using var stop = new CancellationTokenSource();
        using StringWriter output = new();
        using var error = new StopAfterFirstTrial(stop);
        var exitCode = CommandLine.Run(Quick("-a", "logistic-regression", "--plugins", Path.Combine(Path.GetDirectoryName(CliRun.Program)!, "plugins")), new Terminal(output, error), TimeProvider.System, stop.Token);
        Assert.Equal(1, exitCode);
        Assert.Contains("Run the same command again", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("logistic-regression: kept", CliRun.InProcess(Quick("-a", "logistic-regression")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_dropped_into_the_workspace_is_listed_and_ranked()
    {
        CopyFolder(CliRun.TestPlugin("Good"), Path.Combine(Workspace, "plugins", "Good"));
        Assert.Contains("good-density", CliRun.InProcess("algorithms", "list", "--workspace", Workspace).Output, StringComparison.Ordinal);
        var row = Rows(CliRun.InProcess(Quick("-a", "good-density:neighbours=7", "--json"))).Single(r => (string)r["algorithm"]! == "good-density");
        Assert.Equal("ok", (string)row["status"]!);
        Assert.Equal(7, (int)row["options"]!["neighbours"]!);
        Assert.Equal(0.5, (double)row["metrics"]!["auc"]!["value"]!);
    }

    [Fact]
    public void A_plugin_that_throws_is_a_failed_row_that_ranks_last_and_is_remembered()
    {
        CopyFolder(CliRun.TestPlugin("Throwing"), Path.Combine(Workspace, "plugins", "Throwing"));
        var run = CliRun.InProcess(Quick("-a", "throwing-constructor", "-a", "logistic-regression", "--json"));
        Assert.Equal(0, run.ExitCode);
        var rows = Rows(run).Where(r => (string)r["task"]! == "2F").ToArray();
        Assert.Equal("throwing-constructor", (string)rows[^1]["algorithm"]!);
        Assert.Equal("failed", (string)rows[^1]["status"]!);
        Assert.Contains("no use for NoOptions", (string)rows[^1]["reason"]!, StringComparison.Ordinal);

        var listed = CliRun.InProcess("plugins", "list", "--workspace", Workspace, "--json").Document["plugins"]!.AsArray();
        var plugin = listed.Single(p => (string)p!["name"]! == "Throwing")!;
        Assert.Equal("malfunctioned", (string)plugin["status"]!);
        Assert.Contains("no use for NoOptions", (string)plugin["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void If_every_entrant_fails_the_command_fails()
    {
        CopyFolder(CliRun.TestPlugin("Throwing"), Path.Combine(Workspace, "plugins", "Throwing"));
        Assert.Equal(1, CliRun.InProcess(Quick("-a", "throwing-constructor")).ExitCode);
    }

    [Fact]
    public async Task Two_runs_in_one_workspace_take_turns_and_the_second_keeps_what_the_first_did()
    {
        using var first = CliRun.Start(Quick("-a", "logistic-regression", "-a", "random-forest", "--json"));
        var firstError = first.StandardError.ReadToEndAsync();
        var firstOutput = first.StandardOutput.ReadToEndAsync();
        var second = CliRun.AsProcess(Quick("-a", "logistic-regression", "-a", "random-forest", "--json"));
        await first.WaitForExitAsync();
        var done = new CliRun(first.ExitCode, await firstOutput, await firstError);
        Assert.Equal(0, second.ExitCode);
        Assert.Equal(Metrics(done), Metrics(second));
        var kept = done.Error.Split('\n').Concat(second.Error.Split('\n')).Count(line => line.Contains("kept from an earlier run", StringComparison.Ordinal));
        Assert.Equal(4, kept);
    }

    private static IReadOnlyList<JsonNode> Rows(CliRun run) => [.. run.Document["results"]!.AsArray().Select(r => r!)];

    // All that must not differ between two runs: everything but times and memory.
    private static string Metrics(CliRun run) => string.Join('\n', Rows(run).Select(row =>
        $"{row["rank"]} {row["task"]} {row["algorithm"]} {row["status"]} {row["id"]} {row["metrics"]!.ToJsonString()}"));

    private sealed class StopAfterFirstTrial(CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value!.StartsWith("[1/", StringComparison.Ordinal))
                stop.Cancel();
        }
    }
}
