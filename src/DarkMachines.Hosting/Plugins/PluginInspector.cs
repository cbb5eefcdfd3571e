using DarkMachines.Hosting.Plugins.Trust;

namespace DarkMachines.Hosting.Plugins;

/// <summary>Finds the plugins in a directory, and what is wrong with each. Whatever lies there, it does not throw.</summary>
internal static class PluginInspector
{
    /// <summary>The plugins of a directory, in ordinal order: one a sub-folder, one a lone assembly. None if there is no such directory.</summary>
    public static IReadOnlyList<Plugin> InspectDirectory(string directory)
    {
        if (!Directory.Exists(directory))
            return [];
        try
        {
            var unsafeDirectory = SafeLocation.FindFaultOfDirectory(directory, TrustedWriters.OfThisProcess);
            var folders = Directory.EnumerateDirectories(directory, "*", new EnumerationOptions { IgnoreInaccessible = false });
            var plugins = folders.Select(InspectFolder).Concat(InspectLoneFiles(directory)).OrderBy(p => p.Location, StringComparer.Ordinal);
            return unsafeDirectory is null ? [.. plugins] : [.. plugins.Select(p => p.Refused(unsafeDirectory))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [new Plugin(Path.GetFileName(directory), directory).With(PluginFault.Unreadable(directory, failure))];
        }
    }

    /// <summary>The plugin at a location.</summary>
    /// <param name="location">Full path of its folder, or of a lone assembly.</param>
    public static Plugin Inspect(string location) => File.Exists(location)
        ? InspectLoneFiles(Path.GetDirectoryName(location)!).FirstOrDefault(plugin => plugin.Location == location) ?? new Plugin(Path.GetFileNameWithoutExtension(location), location)
        : InspectFolder(location);

    /// <summary>The plugin in a folder.</summary>
    public static Plugin InspectFolder(string folder)
    {
        var name = Path.GetFileName(folder);
        try
        {
            if (SafeLocation.FindFault(folder, TrustedWriters.OfThisProcess) is { } fault)
                return new Plugin(name, folder).With(fault);
            var files = AssemblyFile.ReadAll(folder);

            // Libraries of the plugin may refer to the contracts too; the build writes a .deps.json for its main assembly only.
            var main = files
                .Where(IsPluginAssembly)
                .OrderByDescending(file => file.Metadata!.Algorithms.Count > 0)
                .ThenByDescending(file => File.Exists(Path.ChangeExtension(file.Path, ".deps.json")))
                .FirstOrDefault();
            if (main is not null)
                return Inspect(name, folder, main, files);
            var damaged = files.FirstOrDefault(file => file.Fault is not null);
            return new Plugin(name, folder).With(damaged?.Fault ?? PluginFault.NotAPlugin(name));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Plugin(name, folder).With(PluginFault.Unreadable(folder, failure));
        }
    }

    private static IEnumerable<Plugin> InspectLoneFiles(string directory)
    {
        var files = AssemblyFile.ReadAll(directory);
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file.Path);
            if (IsPluginAssembly(file))
            {
                yield return SafeLocation.FindFault(file.Path, TrustedWriters.OfThisProcess) is { } fault
                    ? new Plugin(name, file.Path).With(fault)
                    : Inspect(name, file.Path, file, files);
            }
            else if (!files.Any(other => other != file && other.RefersTo(file.Metadata?.Name))) // else it is a dependency of the other
            {
                yield return new Plugin(name, file.Path).With(file.Fault ?? PluginFault.NotAPlugin(name));
            }
        }
    }

    private static bool IsPluginAssembly(AssemblyFile file) =>
        file.Metadata is { ContractVersion: not null } metadata && !HostAssemblies.IsShared(metadata.Name);

    private static Plugin Inspect(string name, string location, AssemblyFile main, AssemblyFile[] files)
    {
        var metadata = main.Metadata!;
        var plugin = new Plugin(name, location, main.Path)
        {
            AssemblyName = metadata.Name,
            Version = metadata.Version,
            ContractVersion = metadata.ContractVersion,
        };
        if (FindFault(name, main.Path, metadata, files) is { } fault)
            return plugin.With(fault);

        var invalid = metadata.Algorithms.Select(algorithm => algorithm.Fault).OfType<string>().Select(PluginFault.InvalidAlgorithm);
        return invalid.Aggregate(plugin, (faulty, next) => faulty.With(next)) with
        {
            Algorithms =
            [
                .. metadata.Algorithms
                    .Where(a => a.Fault is null)
                    .Select(a => new AlgorithmEntry(a.Name, a.Summary, a.Citation, a.HandlesMissingValues, a.OnRequest, a.Kinds, name, main.Path, a.TypeName))
                    .OrderBy(a => a.Name, StringComparer.Ordinal),
            ],
        };
    }

    private static PluginFault? FindFault(string name, string path, AssemblyMetadata metadata, AssemblyFile[] files)
    {
        if (!HostAssemblies.ProvidesContracts(metadata.ContractVersion!))
            return PluginFault.WrongContractVersion(name, metadata.ContractVersion!);
        if (files.FirstOrDefault(file => HostAssemblies.IsShared(file.Metadata?.Name)) is { } copy)
            return PluginFault.OwnContracts(name, copy.Metadata!.Name);
        if (metadata.References.FirstOrDefault(r => r.Name == "System.Runtime") is { } runtime && runtime.Version.Major > Environment.Version.Major)
            return PluginFault.NewerFramework(name, runtime.Version);
        var own = new PluginAssemblies(path);
        var missing = metadata.References.Where(reference => !HostAssemblies.Provides(reference.Name) && !own.Contains(reference.Name)).ToArray();
        if (missing.Length > 0)
            return PluginFault.MissingDependency(name, missing);
        return metadata.Algorithms.Count == 0 ? PluginFault.WithoutAlgorithms(name) : null;
    }
}
