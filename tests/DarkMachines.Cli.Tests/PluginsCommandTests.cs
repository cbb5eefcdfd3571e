using System.IO.Compression;

namespace DarkMachines.Cli.Tests;

public sealed class PluginsCommandTests : WorkspaceTest
{
    [Fact]
    public void A_plugin_is_added_listed_and_removed()
    {
        var added = Plugins("add", CliRun.TestPlugin("Centroid"), "--json");
        Assert.Equal(0, added.ExitCode);
        Assert.True((bool)added.Document["added"]!);
        Assert.All(added.Document["checks"]!.AsArray(), check => Assert.Equal("passed", (string)check!["result"]!));
        Assert.Equal("active", Status("Centroid"));
        Assert.Contains("nearest-centroid", CliRun.InProcess("algorithms", "list", "--workspace", Workspace).Output, StringComparison.Ordinal);

        var removed = Plugins("remove", "Centroid");
        Assert.Equal(0, removed.ExitCode);
        Assert.StartsWith("Removed 'Centroid' from ", removed.Output, StringComparison.Ordinal);
        Assert.Null(Status("Centroid"));
    }

    [Fact]
    public void A_plugin_whose_algorithms_break_the_conformance_suite_is_not_added()
    {
        // Its classifier cannot be fitted, and its density knows no difference between rows.
        var added = Plugins("add", CliRun.TestPlugin("Good"));
        Assert.Equal(1, added.ExitCode);
        Assert.Contains("good-classifier/classifier-same-seed-same-bytes", added.Output, StringComparison.Ordinal);
        Assert.Contains("good-density/density-estimator-", added.Output, StringComparison.Ordinal);
        Assert.Null(Status("Good"));
    }

    [Fact]
    public void A_zip_archive_is_added_and_replaced_only_when_told()
    {
        var zip = Path.Combine(Folder, "Centroid.zip");
        ZipFile.CreateFromDirectory(CliRun.TestPlugin("Centroid"), zip);
        Assert.Equal(0, Plugins("add", zip).ExitCode);
        var again = Plugins("add", zip);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("has a plugin 'Centroid' already. Add --replace", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, Plugins("add", zip, "--replace").ExitCode);
    }

    [Fact]
    public void A_plugin_that_breaks_a_rule_is_not_added_and_the_rule_is_named()
    {
        var added = Plugins("add", CliRun.TestPlugin("Throwing"));
        Assert.Equal(1, added.ExitCode);
        Assert.Contains("start: Algorithm 'throwing-constructor' of plugin 'Throwing' could not be made", added.Output, StringComparison.Ordinal);
        Assert.Contains("was not added", added.Output, StringComparison.Ordinal);
        Assert.Null(Status("Throwing"));
    }

    [Fact]
    public void Check_prints_every_rule_with_its_result()
    {
        var good = Plugins("check", CliRun.TestPlugin("Centroid"), "--json");
        Assert.Equal(0, good.ExitCode);
        Assert.True((bool)good.Document["passed"]!);
        Assert.Equal(
            ["location", "assembly", "contract-version", "host-assemblies", "dependencies", "algorithms", "names", "version", "start"],
            good.Document["checks"]!.AsArray().Take(9).Select(check => (string)check!["name"]!));
        Assert.All(good.Document["checks"]!.AsArray().Skip(9), check => Assert.StartsWith("nearest-centroid/", (string)check!["name"]!, StringComparison.Ordinal));

        var throwing = Plugins("check", CliRun.TestPlugin("Throwing"), "--json");
        Assert.Equal(1, throwing.ExitCode);
        var start = throwing.Document["checks"]!.AsArray()[^1]!;
        Assert.Equal("failed", (string)start["result"]!);
        Assert.False(string.IsNullOrWhiteSpace((string)start["remedy"]!));
        Assert.Contains("contract-version  passed", System.Text.RegularExpressions.Regex.Replace(Plugins("check", CliRun.TestPlugin("Centroid")).Output, " {2,}", "  "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_ships_can_be_disabled_and_enabled_but_not_removed()
    {
        var removed = Plugins("remove", "DarkMachines.Linear");
        Assert.Equal(1, removed.ExitCode);
        Assert.Contains("only plugins of the workspace can be removed. Switch it off with 'darkmachines plugins disable DarkMachines.Linear'", removed.Error, StringComparison.Ordinal);

        Assert.Contains("is disabled now", Plugins("disable", "DarkMachines.Linear").Output, StringComparison.Ordinal);
        Assert.Contains("is disabled already", Plugins("disable", "DarkMachines.Linear").Output, StringComparison.Ordinal);
        Assert.Equal("disabled", Status("DarkMachines.Linear"));
        Assert.Equal(2, CliRun.InProcess("algorithms", "show", "logistic-regression", "--workspace", Workspace).ExitCode);
        Assert.Contains("is enabled now", Plugins("enable", "DarkMachines.Linear").Output, StringComparison.Ordinal);
        Assert.Equal("active", Status("DarkMachines.Linear"));
        Assert.False((bool)Plugins("enable", "DarkMachines.Linear", "--json").Document["changed"]!);
    }

    [Fact]
    public void After_pinning_neither_a_changed_nor_a_new_plugin_runs_until_pinned_again()
    {
        CopyFolder(CliRun.TestPlugin("Good"), Path.Combine(Workspace, "plugins", "Good"));
        var pinned = Plugins("pin", "--json");
        Assert.Equal(0, pinned.ExitCode);
        Assert.Contains("Good", pinned.Document["pinned"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("active", Status("Good"));
        Assert.Equal("active", Status("DarkMachines.Linear"));

        File.WriteAllText(Path.Combine(Workspace, "plugins", "Good", "extra.so"), "");
        var added = Plugins("add", CliRun.TestPlugin("Centroid"));
        Assert.Contains("is not among them", added.Error, StringComparison.Ordinal);
        Assert.Equal("not-as-pinned", Status("Good"));
        Assert.Equal("not-as-pinned", Status("Centroid"));
        var run = CliRun.InProcess("run", "dm-astro", "-a", "good-density", "--repeats", "1", "--workspace", Workspace);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("extra.so was added", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Workspace, "plugins", "Good", "Good.dll.has-run")));

        Assert.Equal(0, Plugins("pin").ExitCode);
        Assert.Equal("active", Status("Good"));
        Assert.Equal("Plugins are no longer pinned.", Plugins("unpin").Output.Trim());
        Assert.Equal("Plugins were not pinned.", Plugins("unpin").Output.Trim());
    }

    [Fact]
    public void Damaged_pins_let_nothing_run_until_they_are_mended()
    {
        Plugins("pin");
        File.WriteAllText(Path.Combine(Workspace, "plugins.lock.json"), "{");
        var list = Plugins("list");
        Assert.Equal(1, list.ExitCode);
        Assert.Contains("Pin the plugins again with 'darkmachines plugins pin'", list.Error, StringComparison.Ordinal);
        Assert.Equal(0, Plugins("pin").ExitCode);
        Assert.Equal(0, Plugins("list").ExitCode);
    }

    [Theory]
    [InlineData("remove DarkMachines.Liner", 2, "did you mean 'DarkMachines.Linear'?")]
    [InlineData("disable nothing-like-it", 2, "there are DarkMachines.")]
    [InlineData("enable DarkMachines.Liner", 2, "did you mean 'DarkMachines.Linear'?")]
    [InlineData("add nowhere", 1, "There is no folder or file 'nowhere'")]
    [InlineData("check nowhere", 1, "There is no folder 'nowhere'")]
    [InlineData("add", 2, "PATH|ZIP")]
    public void A_mistake_gets_one_clear_sentence_and_its_exit_code(string command, int exitCode, string expected)
    {
        var run = Plugins([.. command.Split(' '), "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace((string)run.Document["error"]!["remedy"]!));
    }

    [Theory]
    [InlineData("add")]
    [InlineData("check")]
    [InlineData("remove")]
    [InlineData("enable")]
    [InlineData("disable")]
    [InlineData("pin")]
    [InlineData("unpin")]
    public void The_help_of_every_verb_has_an_example(string verb) =>
        Assert.Contains($"  darkmachines plugins {verb}", CliRun.AsProcess("plugins", verb, "--help").Output, StringComparison.Ordinal);

    private CliRun Plugins(params string[] arguments) => CliRun.InProcess(["plugins", .. arguments, "--workspace", Workspace]);

    private string? Status(string plugin) =>
        (string?)Plugins("list", "--json").Document["plugins"]!.AsArray().SingleOrDefault(p => (string)p!["name"]! == plugin)?["status"];
}
