namespace DarkMachines.Hosting.Tests.Plugins;

/// <summary>A directory of plugins that a test puts together from those built in tests/plugins; gone after the test.</summary>
internal sealed class PluginDirectory : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("dark-machines-").FullName;

    /// <summary>The output folder of a project in tests/plugins.</summary>
    public static string Built(string project) => Path.Combine(AppContext.BaseDirectory, "plugins", project);

    /// <summary>Copies a plugin, under another name if one is given, and returns its folder.</summary>
    public string Add(string project, string? name = null)
    {
        var folder = AddEmpty(name ?? project);
        foreach (var file in Directory.EnumerateFiles(Built(project)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    public string AddEmpty(string name) => Directory.CreateDirectory(PathTo(name)).FullName;

    public string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // Windows keeps the files of loaded assemblies.
        }
    }
}
