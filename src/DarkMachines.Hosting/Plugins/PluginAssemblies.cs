using System.Reflection;
using System.Runtime.Loader;

namespace DarkMachines.Hosting.Plugins;

/// <summary>Where a plugin's own dependencies lie: as the deps.json of its main assembly lists them, else beside it.</summary>
internal sealed class PluginAssemblies
{
    private readonly string _folder;
    private readonly Lazy<AssemblyDependencyResolver?> _list;

    /// <summary>For the plugin with this main assembly.</summary>
    public PluginAssemblies(string mainPath)
    {
        _folder = Path.GetDirectoryName(mainPath)!;
        _list = new(() => ReadList(mainPath));
    }

    /// <summary>True if the plugin brings an assembly of that name.</summary>
    public bool Contains(string assembly) => BesideMain(assembly) is not null || Find(new AssemblyName { Name = assembly }) is not null;

    /// <summary>The file of an assembly that the plugin brings; null if it does not.</summary>
    public string? Find(AssemblyName assembly) => _list.Value?.ResolveAssemblyToPath(assembly) ?? BesideMain(assembly.Name);

    /// <summary>The file of a native library that the plugin brings; null if it does not.</summary>
    public string? FindNative(string library) => _list.Value?.ResolveUnmanagedDllToPath(library);

    private string? BesideMain(string? assembly) =>
        Path.Combine(_folder, $"{assembly}.dll") is var path && File.Exists(path) ? path : null;

    private static AssemblyDependencyResolver? ReadList(string mainPath)
    {
        try
        {
            return new AssemblyDependencyResolver(mainPath);
        }
        catch (InvalidOperationException)
        {
            return null; // A deps.json that cannot be read lists nothing: what lies beside the assembly still counts.
        }
    }
}
