using System.Reflection;
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
    public void A_plugin_made_from_the_template_passes_its_tests_and_publishes_without_the_contracts()
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
    }

    [Fact]
    public void The_template_asks_for_the_version_of_this_repository()
    {
        var version = typeof(ConformanceSuite).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var template = File.ReadAllText(Path.Combine(SharedData.Repository, "templates", "darkmachines-plugin", ".template.config", "template.json"));
        Assert.Contains($"\"defaultValue\": \"{version}\"", template, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Configuration =>
        typeof(TemplateTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
}
