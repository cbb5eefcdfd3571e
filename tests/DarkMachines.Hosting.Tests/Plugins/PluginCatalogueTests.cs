using DarkMachines.Hosting.Plugins;

namespace DarkMachines.Hosting.Tests.Plugins;

public sealed class PluginCatalogueTests : IDisposable
{
    private readonly PluginDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_good_plugin_is_active_and_described_from_its_metadata()
    {
        var folder = _directory.Add("Good");

        var plugin = Assert.Single(Discover().Plugins);

        Assert.Equal(("Good", folder, Path.Combine(folder, "Good.dll")), (plugin.Name, plugin.Location, plugin.AssemblyPath));
        Assert.Equal((PluginStatus.Active, "", ""), (plugin.Status, plugin.Reason, plugin.Remedy));
        Assert.Equal((new Version(0, 1, 0, 0), new Version(1, 0, 0, 0)), (plugin.Version, plugin.ContractVersion));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(plugin.AssemblyPath!))), plugin.Sha256);
        Assert.Equal(["good-classifier", "good-density"], plugin.Algorithms.Select(a => a.Name));
        var classifier = plugin.Algorithms[0];
        Assert.Equal(("Predicts how frequent the classes are.", "Bayes, Phil. Trans. 53 (1763) 370", true), (classifier.Summary, classifier.Citation, classifier.HandlesMissingValues));
        Assert.Equal(("Good", plugin.AssemblyPath, "Good.GoodClassifier"), (classifier.Plugin, classifier.AssemblyPath, classifier.TypeName));
        Assert.Equal([AlgorithmKind.Classifier], classifier.Kinds);
        var density = plugin.Algorithms[1];
        Assert.Equal(("", false), (density.Citation, density.HandlesMissingValues));
        Assert.Equal([AlgorithmKind.AnomalyDetector, AlgorithmKind.DensityEstimator], density.Kinds);
    }

    [Fact]
    public void Discovery_runs_no_code_of_a_plugin_but_making_an_algorithm_does()
    {
        var trace = Path.Combine(_directory.Add("Good"), "Good.dll.has-run");

        var algorithm = Discover().Find("good-density");
        Assert.False(File.Exists(trace));

        var factory = new AlgorithmFactory();
        factory.Create(algorithm, factory.OptionsOf(algorithm).Bind([]));
        Assert.True(File.Exists(trace));
    }

    [Fact]
    public void One_broken_plugin_of_each_kind_leaves_the_others_active()
    {
        _directory.Add("Good");
        _directory.Add("Native");
        _directory.Add("OtherContractVersion");
        File.Delete(Path.Combine(_directory.Add("UsesDependency1"), "Dependency.dll"));
        _directory.AddEmpty("Empty");
        File.WriteAllText(_directory.PathTo("Text.dll"), "not an assembly");

        var catalogue = Discover();

        Assert.Equal(
            ["Empty NoAlgorithms", "Good Active", "Native Active", "OtherContractVersion WrongContractVersion", "Text NotDotNet", "UsesDependency1 MissingDependency"],
            catalogue.Plugins.Select(p => $"{p.Name} {p.Status}"));
        Assert.Equal(["good-classifier", "good-density", "native"], catalogue.Algorithms.Select(a => a.Name));
    }

    [Fact]
    public void Another_contract_version_is_named_with_that_of_the_host()
    {
        _directory.Add("OtherContractVersion");
        var plugin = Only(PluginStatus.WrongContractVersion);
        Assert.Equal("Plugin 'OtherContractVersion' was built for contracts 2.1; this host provides 1.0.", plugin.Reason);
        Assert.StartsWith("Rebuild it with DarkMachines.Abstractions 1.0", plugin.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_the_contracts_is_named()
    {
        var folder = _directory.Add("Good");
        File.Copy(typeof(IModel).Assembly.Location, Path.Combine(folder, "DarkMachines.Abstractions.dll"));
        var plugin = Only(PluginStatus.OwnContracts);
        Assert.Contains("'Good' ships its own copy of DarkMachines.Abstractions", plugin.Reason, StringComparison.Ordinal);
        Assert.Contains("Private=\"false\"", plugin.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_dependency_is_named_with_its_version()
    {
        File.Delete(Path.Combine(_directory.Add("UsesDependency2"), "Dependency.dll"));
        Assert.Contains("'UsesDependency2' needs Dependency 2.0.0.0, found neither", Only(PluginStatus.MissingDependency).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_of_the_host_is_no_substitute_for_a_missing_dependency()
    {
        AssemblyPatch.Rename(Path.Combine(_directory.Add("UsesDependency1"), "UsesDependency1.dll"), "Dependency", "FsCheck");
        Assert.Contains("needs FsCheck", Only(PluginStatus.MissingDependency).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_for_a_newer_NET_says_so()
    {
        AssemblyPatch.SetMajorVersion(Path.Combine(_directory.Add("Good"), "Good.dll"), "System.Runtime", 99);
        Assert.Contains($"was built for .NET 99.0; this host runs on .NET {Environment.Version.ToString(2)}", Only(PluginStatus.MissingDependency).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_already_taken_stays_with_the_earlier_plugin()
    {
        using var later = new PluginDirectory();
        _directory.Add("Good", "mine");
        AssemblyPatch.RenameSelf(Path.Combine(later.Add("Good", "another"), "Good.dll"), "Gold");

        var catalogue = PluginCatalogue.Discover([_directory.Root, later.Root]);

        Assert.Equal([PluginStatus.Active, PluginStatus.NameTaken], catalogue.Plugins.Select(p => p.Status));
        Assert.All(catalogue.Algorithms, a => Assert.Equal("mine", a.Plugin));
        Assert.Contains("'good-density' (Gold.GoodDensity) of plugin 'another' has the name of one (Good.GoodDensity) of plugin 'mine'", catalogue.Plugins[1].Reason, StringComparison.Ordinal);
        Assert.Equal("another", PluginCatalogue.Discover([later.Root, _directory.Root]).Find("good-density").Plugin);
    }

    [Fact]
    public void Of_several_versions_of_a_plugin_the_newest_is_used_wherever_it_lies()
    {
        using var later = new PluginDirectory();
        AssemblyPatch.SetOwnMajorVersion(Path.Combine(_directory.Add("Good"), "Good.dll"), 7);
        later.Add("Good", "older");

        foreach (var directories in new[] { new[] { _directory.Root, later.Root }, [later.Root, _directory.Root] })
        {
            var plugins = PluginCatalogue.Discover(directories).Plugins;
            Assert.Equal([new Version(7, 1, 0, 0)], plugins.Where(p => p.Status == PluginStatus.Active).Select(p => p.Version));
            var superseded = Assert.Single(plugins, p => p.Status == PluginStatus.Superseded);
            Assert.Equal($"Plugin 'older' is version 0.1.0.0 of Good; version 7.1.0.0 in '{_directory.PathTo("Good")}' is used in its place.", superseded.Reason);
            Assert.Empty(superseded.Algorithms);
        }
    }

    [Fact]
    public void Of_equal_versions_the_one_found_last_is_used()
    {
        using var later = new PluginDirectory();
        _directory.Add("Good");
        later.Add("Good");
        Assert.Equal([PluginStatus.Superseded, PluginStatus.Active], PluginCatalogue.Discover([_directory.Root, later.Root]).Plugins.Select(p => p.Status));
    }

    [Fact]
    public void A_newer_version_that_cannot_be_used_takes_no_place()
    {
        AssemblyPatch.SetMajorVersion(Path.Combine(_directory.Add("Good", "newer"), "Good.dll"), "DarkMachines.Abstractions", 9);
        AssemblyPatch.SetOwnMajorVersion(_directory.PathTo("newer", "Good.dll"), 7);
        _directory.Add("Good", "older");
        Assert.Equal([PluginStatus.WrongContractVersion, PluginStatus.Active], Discover().Plugins.Select(p => p.Status));
    }

    [Fact]
    public void The_same_directory_named_twice_counts_once()
    {
        _directory.Add("Good");
        var catalogue = PluginCatalogue.Discover([_directory.Root, _directory.Root + Path.DirectorySeparatorChar]);
        Assert.Equal(PluginStatus.Active, Assert.Single(catalogue.Plugins).Status);
    }

    [Theory]
    [InlineData("Class 'Invalid.BadName' names its algorithm 'Bad Name'")]
    [InlineData("Class 'Invalid.Abstract' of algorithm 'abstract' is abstract or generic")]
    [InlineData("Class 'Invalid.Generic`1' of algorithm 'generic' is abstract or generic")]
    [InlineData("Class 'Invalid.NoParameter' of algorithm 'no-parameter' must have exactly one public constructor")]
    [InlineData("Class 'Invalid.TwoConstructors' of algorithm 'two-constructors' must have exactly one public constructor")]
    [InlineData("Class 'Invalid.Number' of algorithm 'number' must have exactly one public constructor")]
    [InlineData("Options 'Invalid.OptionsWithoutDefaults' of algorithm 'no-defaults' must have a public constructor without parameters")]
    [InlineData("Class 'Invalid.NoInterface' of algorithm 'no-interface' does not name any of the interfaces IClassifier")]
    [InlineData("Algorithm 'twin' (Invalid.TwinB) of plugin 'Invalid' has the name of one (Invalid.TwinA)")]
    public void Every_class_that_breaks_the_contract_is_named(string sentence)
    {
        _directory.Add("Invalid");
        Assert.Contains(sentence, Only(PluginStatus.InvalidAlgorithm).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_that_keep_the_contract_stay_beside_those_that_break_it()
    {
        _directory.Add("Invalid");
        var algorithms = Discover().Algorithms;
        Assert.Equal(["nested", "twin", "valid"], algorithms.Select(a => a.Name));
        Assert.Equal(["Invalid.Outer+Nested", "Invalid.TwinA", "Invalid.Valid"], algorithms.Select(a => a.TypeName));
        Assert.All(algorithms, a => Assert.Equal([AlgorithmKind.AnomalyDetector], a.Kinds));
    }

    [Fact]
    public void A_folder_that_is_empty_or_holds_other_assemblies_is_no_plugin()
    {
        _directory.AddEmpty("Empty");
        File.Copy(Path.Combine(PluginDirectory.Built("UsesDependency1"), "Dependency.dll"), Path.Combine(_directory.AddEmpty("Library"), "Dependency.dll"));
        Assert.All(Discover().Plugins, plugin =>
        {
            Assert.Equal((PluginStatus.NoAlgorithms, null), (plugin.Status, plugin.Sha256));
            Assert.Contains($"'{plugin.Name}' has no assembly that refers to DarkMachines.Abstractions", plugin.Reason, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_truncated_assembly_is_named_as_damaged()
    {
        var file = Path.Combine(_directory.Add("Good"), "Good.dll");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..1000]);
        Assert.Equal($"'{file}' is not a .NET assembly, or is damaged.", Only(PluginStatus.NotDotNet).Reason);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var file = _directory.PathTo("Nowhere.dll");
        File.CreateSymbolicLink(file, _directory.PathTo("missing"));
        Assert.StartsWith($"'{file}' cannot be read", Only(PluginStatus.Unreadable).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lone_assembly_is_a_plugin_and_its_dependency_beside_it_is_none()
    {
        foreach (var file in new[] { "UsesDependency1.dll", "Dependency.dll" })
            File.Copy(Path.Combine(PluginDirectory.Built("UsesDependency1"), file), _directory.PathTo(file));
        var plugin = Only(PluginStatus.Active);
        Assert.Equal(("UsesDependency1", "uses-dependency-1"), (plugin.Name, Assert.Single(plugin.Algorithms).Name));
        var factory = new AlgorithmFactory();
        Assert.Equal("NoOptions, library 1", factory.Create(plugin.Algorithms[0], factory.OptionsOf(plugin.Algorithms[0]).Bind([])).ToString());
    }

    [Fact]
    public void A_lone_assembly_that_refers_to_itself_is_listed()
    {
        var file = _directory.PathTo("Dependency.dll");
        File.Copy(Path.Combine(PluginDirectory.Built("UsesDependency1"), "Dependency.dll"), file);
        AssemblyPatch.Rename(file, "System.Runtime", "Dependency");
        Only(PluginStatus.NoAlgorithms);
    }

    [Fact]
    public void A_reference_that_only_resembles_the_contracts_makes_no_plugin()
    {
        AssemblyPatch.Rename(Path.Combine(_directory.Add("Good"), "Good.dll"), "DarkMachines.Abstractions", "darkmachines.abstractions");
        Only(PluginStatus.NoAlgorithms);
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_empty() => Assert.Empty(PluginCatalogue.Discover([_directory.PathTo("no", "such")]).Plugins);

    [Fact]
    public void An_unknown_algorithm_is_answered_with_the_nearest_name_and_the_broken_plugins()
    {
        _directory.Add("Good");
        _directory.Add("OtherContractVersion");
        var error = Assert.Throws<UsageException>(() => Discover().Find("good-densty"));
        Assert.Equal("There is no algorithm 'good-densty'; did you mean 'good-density'?", error.Message);
        Assert.Contains("OtherContractVersion", error.Remedy, StringComparison.Ordinal);
        Assert.Contains("there are good-classifier, good-density.", Assert.Throws<UsageException>(() => Discover().Find("forest")).Message, StringComparison.Ordinal);
    }

    private PluginCatalogue Discover() => PluginCatalogue.Discover([_directory.Root]);

    private Plugin Only(PluginStatus status)
    {
        var plugin = Assert.Single(Discover().Plugins);
        Assert.Equal(status, plugin.Status);
        Assert.Equal(status == PluginStatus.Active, plugin.Remedy.Length == 0);
        return plugin;
    }
}
