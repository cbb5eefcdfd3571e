using System.Reflection;
using System.Runtime.Loader;

namespace DarkMachines.Hosting.Plugins;

/// <summary>
/// The load context of one plugin. Shared assemblies come from the host; the plugin's own come from its folder,
/// whatever versions the host or other plugins use; the framework provides the rest. A plugin that can be unloaded is
/// read into memory, so that its assemblies may be replaced while they are in use; the runtime then compiles it less
/// well, and its assemblies do not know their location.
/// </summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly string _mainPath;
    private readonly PluginAssemblies _own;
    private readonly Lock _gate = new();
    private string? _mainName;

    /// <summary>For the plugin with this main assembly.</summary>
    public PluginLoadContext(string name, string mainPath, bool canUnload)
        : base(name, isCollectible: canUnload)
    {
        _mainPath = mainPath;
        _own = new PluginAssemblies(mainPath);
    }

    /// <summary>The main assembly, loaded when first asked for.</summary>
    public Assembly LoadMain()
    {
        // Kept by name: a context that referred to its assemblies would never be unloaded.
        lock (_gate)
        {
            if (_mainName is not null)
                return Assemblies.First(assembly => assembly.GetName().Name == _mainName);
            var main = LoadFrom(_mainPath);
            _mainName = main.GetName().Name;
            return main;
        }
    }

    /// <summary>The file that an assembly of a plugin was loaded from; empty if it is not known.</summary>
    public static string FileOf(Assembly assembly) =>
        assembly.Location is { Length: > 0 } location ? location
        : GetLoadContext(assembly) is PluginLoadContext context && context._mainName == assembly.GetName().Name ? context._mainPath
        : "";

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (HostAssemblies.IsShared(assemblyName.Name))
            return null; // Null leaves it to the host's own context.
        if (_own.Find(assemblyName) is { } path)
            return LoadFrom(path);
        var isTranslation = !string.IsNullOrEmpty(assemblyName.CultureName);
        if (isTranslation || HostAssemblies.Provides(assemblyName.Name))
            return null;

        // A library that the host happens to use is none of the plugin's: it may change with the next host.
        // (After a FileNotFoundException the runtime would look for it in the host.)
        throw new FileLoadException($"The plugin lacks the assembly {assemblyName.Name} {assemblyName.Version}".TrimEnd(), assemblyName.Name);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _own.FindNative(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private Assembly LoadFrom(string path)
    {
        if (!IsCollectible)
            return LoadFromAssemblyPath(path);
        using var content = new MemoryStream(File.ReadAllBytes(path));
        return LoadFromStream(content);
    }
}
