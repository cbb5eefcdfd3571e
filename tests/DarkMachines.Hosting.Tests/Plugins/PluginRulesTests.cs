using System.Text.Json.Nodes;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Hosting.Plugins.Trust;

namespace DarkMachines.Hosting.Tests.Plugins;

public sealed class PluginRulesTests : IDisposable
{
    private readonly PluginDirectory _directory = new();
    private readonly PluginDirectory _state = new();
    private readonly Workspace _workspace;
    private readonly PluginPins _pins;

    public PluginRulesTests()
    {
        _workspace = new Workspace(_state.PathTo("workspace"));
        _pins = new PluginPins(_workspace);
        _directory.Add("Good");
        _directory.Add("UsesDependency1");
    }

    public void Dispose()
    {
        _directory.Dispose();
        _state.Dispose();
    }

    [Fact]
    public void Pinned_plugins_are_active_as_long_as_they_do_not_change()
    {
        Assert.Equal(2, Pin().Count);
        Assert.All(Discover().Plugins, plugin => Assert.Equal(PluginStatus.Active, plugin.Status));
    }

    [Fact]
    public void The_file_has_every_file_of_every_plugin_with_its_hash_in_order()
    {
        Pin();
        var document = JsonNode.Parse(File.ReadAllText(_pins.Path))!;
        Assert.Equal(1, (int)document["version"]!);
        Assert.Equal(["Good", "UsesDependency1"], document["plugins"]!.AsArray().Select(p => (string)p!["name"]!));
        var files = document["plugins"]![1]!["files"]!.AsArray();
        var expected = Directory.EnumerateFiles(_directory.PathTo("UsesDependency1")).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(expected.Select(Path.GetFileName), files.Select(f => (string)f!["path"]!));
        Assert.Equal(
            expected.Select(f => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))),
            files.Select(f => (string)f!["sha256"]!));
        var before = File.ReadAllText(_pins.Path);
        Pin();
        Assert.Equal(before, File.ReadAllText(_pins.Path));
    }

    [Fact]
    public void A_plugin_that_changes_does_not_run_until_it_is_pinned_again()
    {
        Pin();
        File.AppendAllText(_directory.PathTo("UsesDependency1", "Dependency.dll"), "x");
        File.WriteAllText(_directory.PathTo("UsesDependency1", "extra.so"), "");
        File.Delete(_directory.PathTo("UsesDependency1", "UsesDependency1.pdb"));

        var changed = Discover().Plugins[1];

        Assert.Equal(PluginStatus.NotAsPinned, changed.Status);
        Assert.Equal(
            "Plugin 'UsesDependency1' is not as it was pinned, so nothing of it runs: Dependency.dll has changed and extra.so was added and UsesDependency1.pdb was removed.",
            changed.Reason);
        Assert.Empty(changed.Algorithms);
        Assert.Equal(["good-classifier", "good-density"], Discover().Algorithms.Select(a => a.Name));
        Pin();
        Assert.Equal(PluginStatus.Active, Discover().Plugins[1].Status);
    }

    [Fact]
    public void An_unknown_plugin_does_not_run_and_takes_no_name_from_a_pinned_one()
    {
        Pin();
        AssemblyPatch.RenameSelf(Path.Combine(_directory.Add("Good", "Aaa"), "Good.dll"), "Gold");
        AssemblyPatch.SetOwnMajorVersion(Path.Combine(_directory.Add("Good", "Newer"), "Good.dll"), 9);
        var plugins = Discover().Plugins;
        Assert.Equal(["Aaa NotAsPinned", "Good Active", "Newer NotAsPinned", "UsesDependency1 Active"], plugins.Select(p => $"{p.Name} {p.Status}"));
        Assert.Contains("plugin 'Aaa' is not among them", plugins[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Pins_hold_where_the_plugin_is_moved_to()
    {
        Pin();
        using var elsewhere = new PluginDirectory();
        elsewhere.Add("Good");
        Assert.Equal(PluginStatus.Active, PluginCatalogue.Discover([elsewhere.Root], PluginRules.Of(_workspace)).Plugins[0].Status);
    }

    [Fact]
    public void A_plugin_that_others_may_write_to_is_not_pinned()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.PathTo("Good", "Good.dll"), UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        Assert.Equal(OperatingSystem.IsWindows() ? 2 : 1, Pin().Count);
    }

    [Fact]
    public void After_the_pins_are_removed_everything_runs_again()
    {
        Pin();
        File.AppendAllText(_directory.PathTo("Good", "Good.xml"), " ");
        Assert.True(_pins.Remove());
        Assert.False(_pins.Remove());
        Assert.All(Discover().Plugins, plugin => Assert.Equal(PluginStatus.Active, plugin.Status));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"plugins":[]}""")]
    [InlineData("""{"version":1,"plugins":[null]}""")]
    [InlineData("""{"version":1,"plugins":[{"name":"Good","files":[null]}]}""")]
    [InlineData("""{"version":1,"plugins":[{"name":"Good","files":[{"path":"a","sha256":"0"},{"path":"a","sha256":"0"}]}]}""")]
    public void Pins_that_cannot_be_read_let_nothing_run(string content)
    {
        Pin();
        File.WriteAllText(_pins.Path, content);
        var error = Assert.Throws<UserInputException>(Discover);
        Assert.Contains(PluginPins.FileName, error.Message, StringComparison.Ordinal);
        Assert.Contains("plugins pin", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disabled_plugin_does_not_run_until_it_is_enabled()
    {
        var disabled = new DisabledPlugins(_workspace);
        Assert.True(disabled.Add("Good"));
        Assert.False(disabled.Add("Good"));
        var plugin = Discover().Plugins[0];
        Assert.Equal((PluginStatus.Disabled, 0), (plugin.Status, plugin.Algorithms.Count));
        Assert.Equal("Enable it with 'darkmachines plugins enable Good'.", plugin.Remedy);
        Assert.True(disabled.Remove("Good"));
        Assert.False(disabled.Remove("Good"));
        Assert.Equal(PluginStatus.Active, Discover().Plugins[0].Status);
    }

    [Fact]
    public void A_broken_plugin_that_is_disabled_is_listed_as_disabled()
    {
        _directory.Add("OtherContractVersion");
        new DisabledPlugins(_workspace).Add("OtherContractVersion");
        Assert.Equal(PluginStatus.Disabled, Discover().Plugins.Single(p => p.Name == "OtherContractVersion").Status);
    }

    [Fact]
    public void A_disabled_version_does_not_supersede_another()
    {
        AssemblyPatch.SetOwnMajorVersion(Path.Combine(_directory.Add("Good", "Newer"), "Good.dll"), 9);
        Assert.Equal(PluginStatus.Superseded, Discover().Plugins[0].Status);
        new DisabledPlugins(_workspace).Add("Newer");
        Assert.Equal(PluginStatus.Active, Discover().Plugins[0].Status);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"version":2,"disabled":[]}""")]
    [InlineData("""{"version":1,"disabled":[null]}""")]
    public void A_list_of_disabled_plugins_that_cannot_be_read_is_named(string content)
    {
        new DisabledPlugins(_workspace).Add("Good");
        File.WriteAllText(_state.PathTo("workspace", DisabledPlugins.FileName), content);
        Assert.Contains(DisabledPlugins.FileName, Assert.Throws<UserInputException>(Discover).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<PinnedPlugin> Pin() => _pins.Pin(PluginCatalogue.Discover([_directory.Root]).Plugins);

    private PluginCatalogue Discover() => PluginCatalogue.Discover([_directory.Root], PluginRules.Of(_workspace));
}
