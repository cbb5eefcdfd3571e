using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Plugins;

namespace DarkMachines.Hosting.Tests.Plugins;

public sealed class AlgorithmFactoryTests : IDisposable
{
    private readonly PluginDirectory _directory = new();
    private readonly AlgorithmFactory _factory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void An_algorithm_is_made_with_its_options_and_works_through_the_contracts()
    {
        _directory.Add("Good");
        var algorithm = Find("good-density");
        var options = _factory.OptionsOf(algorithm).Bind([new OptionSetting("neighbours", "7")]);

        var detector = Assert.IsType<IDensityEstimator>(_factory.Create(algorithm, options), exactMatch: false);

        var model = detector.Fit(new FeatureTable([new Feature("x")], new float[] { 1, 2 }), new FitContext(seed: 1));
        var logDensities = new float[2];
        model.LogDensity([3, 4], logDensities);
        Assert.Equal([7, 7], logDensities);
    }

    [Fact]
    public void Two_plugins_use_different_versions_of_the_same_library_side_by_side()
    {
        _directory.Add("UsesDependency1");
        _directory.Add("UsesDependency2");
        Assert.Equal("NoOptions, library 1", Make("uses-dependency-1").ToString());
        Assert.Equal("NoOptions, library 2", Make("uses-dependency-2").ToString());
    }

    [Fact]
    public void A_plugin_is_loaded_once_and_its_types_are_its_own()
    {
        _directory.Add("Good");
        Assert.Same(Make("good-classifier").GetType().Assembly, Make("good-density").GetType().Assembly);
        Assert.NotSame(Make("good-density").GetType(), Make("good-density", new AlgorithmFactory()).GetType());
    }

    [Theory]
    [InlineData("throwing-constructor", "(InvalidOperationException: no use for NoOptions)", "plugin-failed")]
    [InlineData("throwing-initialiser", "(FormatException: ", "plugin-failed")]
    [InlineData("wants-library-of-host", "(FileLoadException: The plugin lacks the assembly FsCheck)", "plugin-incomplete")]
    public void A_constructor_that_throws_is_named_with_its_plugin_and_cause(string name, string cause, string code)
    {
        _directory.Add("Throwing");
        var failure = Assert.Throws<PluginException>(() => Make(name));
        Assert.StartsWith($"Algorithm '{name}' of plugin 'Throwing' could not be made {cause}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(code, failure.Code);
        Assert.NotEmpty(failure.Remedy);
    }

    [Fact]
    public void A_refusal_of_options_reaches_the_user_as_it_is()
    {
        _directory.Add("Throwing");
        var refusal = Assert.Throws<UserInputException>(() => Make("refuses-options", settings: new OptionSetting("low", "3")));
        Assert.Equal("Option 'low' is greater than 'high'.", refusal.Message);
    }

    [Fact]
    public void A_dependency_lost_after_discovery_is_named()
    {
        var library = Path.Combine(_directory.Add("UsesDependency1"), "Dependency.dll");
        var algorithm = Find("uses-dependency-1");
        File.Delete(library);
        var failure = Assert.Throws<PluginException>(() => _factory.Create(algorithm, _factory.OptionsOf(algorithm).Bind([])));
        Assert.Equal("plugin-incomplete", failure.Code);
        Assert.Contains("Dependency", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_lost_after_discovery_is_named()
    {
        var folder = _directory.Add("Good");
        var algorithm = Find("good-density");
        Directory.Delete(folder, recursive: true);
        Assert.Contains("'Good'", Assert.Throws<PluginException>(() => _factory.OptionsOf(algorithm)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_native_library_is_found_where_the_deps_json_lists_it()
    {
        AddNative();

        // The check value of CRC-32 for the digits 1 to 9.
        Assert.Equal("NoOptions, checksum cbf43926", Make("native").ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_versions_of_a_library_a_native_one_and_a_package_work_side_by_side(bool canUnload)
    {
        _directory.Add("UsesDependency1");
        _directory.Add("UsesDependency2");
        _directory.Add("UsesPackage");
        AddNative();
        var factory = new AlgorithmFactory(canUnload);
        string[] names = ["native", "uses-dependency-1", "uses-dependency-2", "uses-package"];
        Assert.Equal(
            ["NoOptions, checksum cbf43926", "NoOptions, library 1", "NoOptions, library 2", "NoOptions, Γ(5) = 24.000"],
            names.Select(name => Make(name, factory).ToString()));
    }

    private void AddNative()
    {
        var folder = _directory.Add("Native");
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        var prefix = OperatingSystem.IsWindows() ? "" : "lib";
        var asset = $"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/{prefix}plugin-native{extension}";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, asset))!);
        File.Copy(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), $"{prefix}System.IO.Compression.Native{extension}"),
            Path.Combine(folder, asset));
        ListNativeAsset(Path.Combine(folder, "Native.deps.json"), asset);
    }

    private static void ListNativeAsset(string depsFile, string asset)
    {
        var deps = JsonNode.Parse(File.ReadAllText(depsFile))!;
        var plugin = deps["targets"]!.AsObject().Single().Value!.AsObject().Single(library => library.Key.StartsWith("Native/", StringComparison.Ordinal)).Value!;
        plugin["runtimeTargets"] = new JsonObject
        {
            [asset] = new JsonObject { ["rid"] = RuntimeInformation.RuntimeIdentifier, ["assetType"] = "native" },
        };
        File.WriteAllText(depsFile, deps.ToJsonString());
    }

    private AlgorithmEntry Find(string name) => PluginCatalogue.Discover([_directory.Root]).Find(name);

    private object Make(string name, AlgorithmFactory? factory = null, params OptionSetting[] settings)
    {
        factory ??= _factory;
        var algorithm = Find(name);
        return factory.Create(algorithm, factory.OptionsOf(algorithm).Bind(settings));
    }
}
