using System.Reflection;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Testing;

namespace DarkMachines.Conformance.Tests;

/// <summary>
/// What a newcomer does, from packages to a folder that can be dropped in. Everything lies in a temporary folder: the
/// user's templates and packages stay as they are.
/// </summary>
public sealed class TemplateTests : IDisposable
{
    // No release has it, so that no package of one is taken by mistake.
    private const string Version = "9999.0.0";

    private readonly string _root = Directory.CreateTempSubdirectory("darkmachines-template-").FullName;

    [Fact]
    public void A_plugin_made_from_the_template_passes_its_tests_and_can_be_dropped_in()
    {
        var feed = Path.Combine(_root, "feed");
        var dotnet = new DotnetCommand(_root);
        foreach (var project in new[] { "src/DarkMachines.Abstractions", "src/DarkMachines.Conformance", "templates" })
        {
            // The nuspec would otherwise be written among the files that other builds read.
            dotnet.Run("pack", Path.Combine(SharedData.Repository, project), "--no-build", "-c", Configuration, "-o", feed,
                $"-p:Version={Version}", $"-p:NuspecOutputPath={Path.Combine(_root, "nuspec")}/");
        }

        var hive = Path.Combine(_root, "templates");
        dotnet.Run("new", "install", Path.Combine(feed, $"DarkMachines.Templates.{Version}.nupkg"), "--debug:custom-hive", hive);
        dotnet.Run("new", "darkmachines-plugin", "-n", "Halo", "--packages", feed, "--darkmachines-version", Version, "--debug:custom-hive", hive);

        var plugin = Path.Combine(_root, "Halo");
        var tests = dotnet.Run("test", Path.Combine(plugin, "Halo.slnx"), "-c", "Release", "-m:1");
        Assert.Contains("Passed!", tests, StringComparison.Ordinal);

        var published = Path.Combine(_root, "publish", "Halo");
        dotnet.Run("publish", Path.Combine(plugin, "src", "Halo"), "-o", published);
        Assert.Equal(
            ["Halo.deps.json", "Halo.dll", "Halo.xml"],
            Directory.EnumerateFiles(published).Select(Path.GetFileName).Where(name => name is not ("Halo.pdb" or "Halo.runtimeconfig.json")).Order(StringComparer.Ordinal));
        PassesWhereItIsDroppedIn(Path.Combine(_root, "publish"));
    }

    [Fact]
    public void The_template_asks_for_the_version_of_this_repository()
    {
        var version = typeof(ConformanceSuite).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var template = File.ReadAllText(Path.Combine(SharedData.Repository, "templates", "darkmachines-plugin", ".template.config", "template.json"));
        Assert.Contains($"\"defaultValue\": \"{version}\"", template, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // Windows keeps the files of a loaded plugin until the process ends.
        }
    }

    private static string Configuration =>
        typeof(TemplateTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static void PassesWhereItIsDroppedIn(string plugins)
    {
        var algorithm = PluginCatalogue.Discover([plugins]).Find("nearest-centroid");
        var factory = new AlgorithmFactory();
        var options = factory.OptionsOf(algorithm).Bind([new OptionSetting("sharpness", "2")]);
        foreach (var rule in ConformanceSuite.For(() => factory.Create(algorithm, options)))
            rule.Run();
    }
}
