namespace DarkMachines.Cli.Tests;

public sealed class DatasetsCommandTests : WorkspaceTest
{
    [Fact]
    public void Every_dataset_listed_can_be_shown()
    {
        var names = CliRun.InProcess("datasets", "--json").Document["datasets"]!.AsArray().Select(dataset => (string)dataset!["name"]!).ToArray();
        Assert.Contains("dm-astro", names);
        Assert.All(names, name => Assert.NotEmpty((string)CliRun.InProcess("datasets", "show", name, "--json").Document["citation"]!));
        Assert.Equal(0, CliRun.InProcess("datasets", "show", "dm-astro").ExitCode);
    }

    [Fact]
    public void An_unknown_dataset_is_refused_with_those_there_are()
    {
        var run = CliRun.InProcess("datasets", "show", "atlas");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("dm-astro", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_files_on_any_number_of_threads()
    {
        var (one, two) = (Path.Combine(Workspace, "one"), Path.Combine(Workspace, "two"));
        foreach (var (folder, threads) in new[] { (one, "1"), (two, "2") })
            Assert.Equal(0, CliRun.InProcess("datasets", "generate", "lhc-toy", folder, "--events", "300", "--signal-events", "20", "--threads", threads, "--json").ExitCode);
        var files = Directory.GetFiles(one, "*.csv", SearchOption.AllDirectories);
        Assert.Equal(4, files.Count(file => Path.GetFileName(file).StartsWith("background_chan", StringComparison.Ordinal)));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(two, Path.GetRelativePath(one, file)))));
    }

    [Fact]
    public void What_is_generated_can_be_run_on()
    {
        var folder = Path.Combine(Workspace, "toy");
        Assert.Equal(0, CliRun.InProcess("datasets", "generate", "lhc-toy", folder, "--events", "3000", "--signal-events", "200").ExitCode);
        var run = CliRun.InProcess("run", "lhc-anomaly", "--data", folder, "--task", "all-channels", "-a", "isolation-forest", "--workspace", Workspace, "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("simulated", (string)run.Document["data"]!);
        var rows = run.Document["results"]!.AsArray().ToDictionary(row => (string)row!["algorithm"]!, row => (double)row!["metrics"]!["auc"]!["value"]!);
        Assert.True(rows["isolation-forest"] > 0.7 && rows["met"] > 0.7 && rows["random-score"] < 0.6);
    }

    [Fact]
    public void Another_feature_set_has_a_board_of_its_own()
    {
        var folder = Path.Combine(Workspace, "toy");
        Assert.Equal(0, CliRun.InProcess("datasets", "generate", "lhc-toy", folder, "--events", "1000", "--signal-events", "50").ExitCode);
        var run = CliRun.InProcess("run", "lhc-anomaly:flow-efficient", "--data", folder, "--task", "channel-1", "-a", "isolation-forest", "--workspace", Workspace, "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("lhc-anomaly:flow-efficient", (string)run.Document["challenge"]!);
        Assert.Contains(run.Document["results"]!.AsArray(), row => (string)row!["algorithm"]! == "isolation-forest" && (string)row["status"]! == "ok");
    }

    [Theory]
    [InlineData("--events", "0")]
    [InlineData("--signal-events", "-5")]
    public void Impossible_numbers_of_events_are_wrong_usage(string option, string number) =>
        Assert.Equal(2, CliRun.InProcess("datasets", "generate", "lhc-toy", Path.Combine(Workspace, "none"), option, number).ExitCode);
}
