using System.Runtime.CompilerServices;
using DarkMachines.Hosting.Plugins;

namespace DarkMachines.Hosting.Tests.Plugins;

public sealed class UnloadingTests : IDisposable
{
    private readonly PluginDirectory _directory = new();
    private readonly AlgorithmFactory _factory = new(canUnload: true);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_plugin_that_nobody_holds_on_to_is_unloaded()
    {
        var plugin = Add("Good");
        Use(plugin, "good-density");
        Assert.True(_factory.Unload(plugin)!.IsComplete());
        Assert.Null(_factory.Unload(plugin));
    }

    [Fact]
    public void A_plugin_that_somebody_holds_on_to_is_reported_as_still_referenced_until_it_is_let_go()
    {
        var plugin = Add("Good");
        var holder = new object?[1];
        Hold(plugin, holder);
        var unloading = _factory.Unload(plugin)!;
        Assert.Equal("Good", unloading.Plugin);
        Assert.False(unloading.IsComplete());
        Assert.StartsWith("EveryOption", Ask(holder), StringComparison.Ordinal); // and still works
        holder[0] = null;
        Assert.True(unloading.IsComplete());
    }

    [Fact]
    public void A_model_in_use_keeps_the_old_code_while_the_new_one_is_loaded()
    {
        var plugin = Add("UsesDependency1");
        var old = Make(plugin, "uses-dependency-1");
        Replace("Dependency.dll", by: "UsesDependency2");
        var unloading = _factory.Unload(plugin)!;
        Assert.Equal("NoOptions, library 2", Make(plugin, "uses-dependency-1").ToString());
        Assert.Equal("NoOptions, library 1", old.ToString());
        Assert.False(unloading.IsComplete());
        GC.KeepAlive(old);
    }

    [Fact]
    public void A_file_that_is_replaced_gives_the_new_behaviour_in_the_same_process()
    {
        var plugin = Add("UsesDependency1");
        Assert.Equal("NoOptions, library 1", Use(plugin, "uses-dependency-1"));
        Replace("Dependency.dll", by: "UsesDependency2"); // written over in place while it is loaded
        Assert.Equal("NoOptions, library 1", Use(plugin, "uses-dependency-1"));
        Assert.True(_factory.Unload(plugin)!.IsComplete());
        Assert.Equal("NoOptions, library 2", Use(plugin, "uses-dependency-1"));
    }

    [Fact]
    public void Options_have_their_help_texts_there_too()
    {
        var plugin = Add("Good");
        Assert.Equal("Number of neighbours, e.g. 5 for FeatureTable.", _factory.OptionsOf(plugin.Algorithms[0]).Describe()[0].Help);
    }

    [Fact]
    public void A_factory_that_keeps_plugins_loaded_says_so() =>
        Assert.Throws<InvalidOperationException>(() => new AlgorithmFactory().Unload(Add("Good")));

    private Plugin Add(string project)
    {
        _directory.Add(project);
        return Assert.Single(PluginCatalogue.Discover([_directory.Root]).Plugins);
    }

    private void Replace(string file, string by) =>
        File.Copy(Path.Combine(PluginDirectory.Built(by), file), _directory.PathTo("UsesDependency1", file), overwrite: true);

    // Not inlined, so that nothing of the plugin stays behind in the frame of a test.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? Use(Plugin plugin, string algorithm) => Make(plugin, algorithm).ToString();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Hold(Plugin plugin, object?[] holder) => holder[0] = Make(plugin, "good-classifier");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Ask(object?[] holder) => holder[0]!.ToString();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private object Make(Plugin plugin, string name)
    {
        var algorithm = plugin.Algorithms.Single(a => a.Name == name);
        return _factory.Create(algorithm, _factory.OptionsOf(algorithm).Bind([]));
    }
}
