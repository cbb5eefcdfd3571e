using System.IO.Compression;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Hosting.Plugins.Store;

namespace DarkMachines.Hosting.Tests.Plugins;

public sealed class PluginStoreTests : IDisposable
{
    private readonly PluginDirectory _state = new();
    private readonly PluginDirectory _source = new();
    private readonly Workspace _workspace;
    private readonly PluginStore _store;

    public PluginStoreTests()
    {
        _workspace = new Workspace(_state.PathTo("workspace"));
        _store = new PluginStore(_workspace);
    }

    public void Dispose()
    {
        _state.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void A_folder_is_copied_under_the_name_of_its_assembly_and_works()
    {
        var added = Add(_source.Add("UsesDependency1", "publish"));
        Assert.Equal(("UsesDependency1", InWorkspace("UsesDependency1")), (added.Name, added.Location));
        Assert.All(added.Checks, check => Assert.Equal(PluginCheckOutcome.Passed, check.Outcome));
        var plugin = Assert.Single(Discover().Plugins);
        Assert.Equal(("UsesDependency1", PluginStatus.Active), (plugin.Name, plugin.Status));
        Assert.Equal(
            Directory.EnumerateFiles(_source.PathTo("publish")).Select(Path.GetFileName).Order(),
            Directory.EnumerateFiles(plugin.Location).Select(Path.GetFileName).Order());
        AssertNothingLeftAside();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_zip_archive_of_the_folder_or_of_what_is_in_it_does_as_well(bool includesFolder)
    {
        var zip = _source.PathTo("download.zip");
        ZipFile.CreateFromDirectory(PluginDirectory.Built("UsesDependency1"), zip, CompressionLevel.Fastest, includesFolder);
        Assert.NotNull(Add(zip).Location);
        Assert.Equal(PluginStatus.Active, Assert.Single(Discover().Plugins).Status);
    }

    [Fact]
    public void A_lone_assembly_gets_a_folder_with_its_documentation()
    {
        Assert.NotNull(Add(Path.Combine(PluginDirectory.Built("Good"), "Good.dll")).Location);
        Assert.Equal(
            ["Good.deps.json", "Good.dll", "Good.pdb", "Good.xml"],
            Directory.EnumerateFiles(InWorkspace("Good")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_copy_can_be_written_to_by_nobody_else_whatever_it_was_made_from()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = _source.Add("Good");
        foreach (var path in Directory.EnumerateFiles(folder).Append(folder))
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite);
        Assert.NotNull(Add(folder).Location);
        Assert.Equal(PluginStatus.Active, Assert.Single(Discover().Plugins).Status);
    }

    [Theory]
    [InlineData("OtherContractVersion", "contract-version", "was built for contracts 2.1")]
    [InlineData("Invalid", "algorithms", "'Bad Name'")]
    [InlineData("Throwing", "start", "no use for NoOptions")]
    public void A_plugin_that_breaks_a_rule_is_not_added(string project, string rule, string reason)
    {
        var added = Add(_source.Add(project));
        Assert.Null(added.Location);
        var failed = Assert.Single(added.Checks, check => check.Outcome == PluginCheckOutcome.Failed);
        Assert.Equal(rule, failed.Name);
        Assert.Contains(reason, failed.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(failed.Remedy);
        Assert.Empty(Discover().Plugins);
        AssertNothingLeftAside();
    }

    [Fact]
    public void A_missing_dependency_fails_and_hides_the_rules_after_it()
    {
        File.Delete(Path.Combine(_source.Add("UsesDependency1"), "Dependency.dll"));
        Assert.Equal(
            ["location Passed", "assembly Passed", "contract-version Passed", "host-assemblies Passed", "dependencies Failed", "algorithms Skipped", "names Skipped", "version Skipped", "start Skipped"],
            Add(_source.PathTo("UsesDependency1")).Checks.Select(check => $"{check.Name} {check.Outcome}"));
    }

    [Fact]
    public void What_is_no_plugin_fails_at_once()
    {
        File.WriteAllText(Path.Combine(_source.AddEmpty("Text"), "readme.txt"), "");
        var failed = Add(_source.PathTo("Text")).Checks.First(check => check.Outcome == PluginCheckOutcome.Failed);
        Assert.Equal("assembly", failed.Name);
    }

    [Fact]
    public void A_name_of_an_algorithm_that_another_plugin_has_is_a_clash()
    {
        Add(_source.Add("Good"));
        AssemblyPatch.RenameSelf(Path.Combine(_source.Add("Good", "Gold"), "Good.dll"), "Gold");
        File.Move(_source.PathTo("Gold", "Good.dll"), _source.PathTo("Gold", "Gold.dll"));
        var failed = Assert.Single(Add(_source.PathTo("Gold")).Checks, check => check.Outcome == PluginCheckOutcome.Failed);
        Assert.Equal("names", failed.Name);
        Assert.Contains("'good-classifier' (Gold.GoodClassifier)", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_version_than_one_in_another_directory_would_not_be_used_and_is_not_added()
    {
        AssemblyPatch.SetOwnMajorVersion(Path.Combine(_source.Add("Good", "Newer"), "Good.dll"), 3);
        var verifier = new PluginVerifier(PluginCatalogue.Discover([_source.Root]));
        var added = _store.Add(PluginDirectory.Built("Good"), verifier, replace: true);
        Assert.Equal("version", Assert.Single(added.Checks, check => check.Outcome == PluginCheckOutcome.Failed).Name);
    }

    [Fact]
    public void An_existing_name_is_refused_unless_it_is_to_be_replaced_by_an_older_version_too()
    {
        AssemblyPatch.SetOwnMajorVersion(Path.Combine(_source.Add("Good", "Newer"), "Good.dll"), 3);
        Add(_source.PathTo("Newer"));
        var older = _source.Add("Good");
        Assert.Contains("--replace", Assert.Throws<UserInputException>(() => Add(older)).Remedy, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(Discover().Plugins).Version!.Major);
        Assert.NotNull(Add(older, replace: true).Location);
        Assert.Equal(0, Assert.Single(Discover().Plugins).Version!.Major);
        AssertNothingLeftAside();
    }

    [Fact]
    public void What_a_killed_process_left_aside_is_put_right_by_the_next_one()
    {
        Add(_source.Add("Good"));
        var aside = _state.PathTo("workspace", "plugins.staging");
        Directory.CreateDirectory(Path.Combine(aside, "new", "Half"));
        Directory.CreateDirectory(Path.Combine(aside, "replaced"));
        Directory.Move(InWorkspace("Good"), Path.Combine(aside, "replaced", "Good"));
        Assert.Empty(Discover().Plugins);

        Add(_source.Add("UsesDependency1"));

        Assert.Equal(["Good Active", "UsesDependency1 Active"], Discover().Plugins.Select(p => $"{p.Name} {p.Status}"));
        AssertNothingLeftAside();
    }

    [Fact]
    public void The_conformance_suite_is_asked_about_every_algorithm_and_can_refuse()
    {
        var asked = new List<string>();
        var verifier = new PluginVerifier(Discover(), (algorithm, create) =>
        {
            asked.Add($"{algorithm.Name} {create().GetType().Name}");
            var outcome = algorithm.Name == "good-density" ? PluginCheckOutcome.Failed : PluginCheckOutcome.Passed;
            return [new PluginCheck("determinism", "same seed, same bytes", outcome, "They differ.", "Use the seed.")];
        });
        Assert.Null(_store.Add(_source.Add("Good"), verifier, replace: false).Location);
        Assert.Equal(["good-classifier GoodClassifier", "good-density GoodDensity"], asked);
    }

    [Theory]
    [InlineData("/", "link")]
    [InlineData("../UsesDependency1/Dependency.dll", "link")]
    public void A_folder_with_a_link_out_of_it_is_refused(string target, string word)
    {
        _source.Add("UsesDependency1");
        File.CreateSymbolicLink(Path.Combine(_source.Add("Good"), "a"), target);
        Assert.Contains(word, Assert.Throws<UserInputException>(() => Add(_source.PathTo("Good"))).Message, StringComparison.Ordinal);
        AssertNothingLeftAside();
    }

    [Fact]
    public void A_folder_far_above_the_plugin_is_refused_at_once()
    {
        var folder = _source.AddEmpty("all");
        for (var i = 0; i <= 5_000; i++)
            File.WriteAllText(Path.Combine(folder, $"{i}"), "");
        Assert.Contains("holds more than 5000 files", Assert.Throws<UserInputException>(() => Add(folder)).Message, StringComparison.Ordinal);
        AssertNothingLeftAside();
    }

    [Fact]
    public void A_path_that_does_not_exist_is_named() =>
        Assert.Contains("'nowhere'", Assert.Throws<UserInputException>(() => Add("nowhere")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_plugin_is_removed_from_the_workspace_but_not_from_elsewhere()
    {
        Add(_source.Add("Good"));
        _store.Remove(Assert.Single(Discover().Plugins));
        Assert.Empty(Discover().Plugins);
        AssertNothingLeftAside();
        var elsewhere = Assert.Single(PluginCatalogue.Discover([_source.Root]).Plugins);
        Assert.Contains("plugins disable Good", Assert.Throws<UserInputException>(() => _store.Remove(elsewhere)).Remedy, StringComparison.Ordinal);
        Assert.True(Directory.Exists(elsewhere.Location));
    }

    [Fact]
    public void A_lone_assembly_is_removed_too()
    {
        Directory.CreateDirectory(_workspace.PluginsDirectory);
        File.Copy(Path.Combine(PluginDirectory.Built("Good"), "Good.dll"), InWorkspace("Good.dll"));
        _store.Remove(Assert.Single(Discover().Plugins));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace.PluginsDirectory));
    }

    [Fact]
    public void Of_a_link_in_the_workspace_only_the_link_is_removed_or_replaced()
    {
        var folder = _source.Add("Good");
        Directory.CreateDirectory(_workspace.PluginsDirectory);
        Directory.CreateSymbolicLink(InWorkspace("Good"), folder);
        _store.Remove(Assert.Single(Discover().Plugins));
        Assert.Empty(Discover().Plugins);
        Directory.CreateSymbolicLink(InWorkspace("Good"), folder);
        Add(folder, replace: true);
        Assert.Null(new DirectoryInfo(InWorkspace("Good")).LinkTarget);
        Assert.True(File.Exists(Path.Combine(folder, "Good.dll")));
    }

    private AddedPlugin Add(string path, bool replace = false) => _store.Add(path, new PluginVerifier(Discover()), replace);

    private PluginCatalogue Discover() => PluginCatalogue.Discover([_workspace.PluginsDirectory]);

    private string InWorkspace(string name) => Path.Combine(_workspace.PluginsDirectory, name);

    private void AssertNothingLeftAside() =>
        Assert.DoesNotContain(Directory.EnumerateDirectories(_workspace.Directory), folder => Path.GetFileName(folder) != "plugins");
}
