using System.Reflection;
using System.Runtime.Loader;

namespace DarkMachines.Hosting.Plugins;

/// <summary>
/// The load context of one plugin. Shared assemblies come from the host; the plugin's own come from its folder,
/// whatever versions the host or other plugins use; the framework provides the rest.
/// </summary>
internal sealed class PluginLoadContext(string name, string mainPath) : AssemblyLoadContext(name)
{
    private readonly PluginAssemblies _own = new(mainPath);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (HostAssemblies.IsShared(assemblyName.Name))
            return null; // Null leaves it to the host's own context.
        if (_own.Find(assemblyName) is { } path)
            return LoadFromAssemblyPath(path);
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
}
