using System.Security.Cryptography;
using System.Text;

namespace DarkMachines.Hosting.Plugins;

/// <summary>A plugin found in one of the plugin directories: a folder, or a lone assembly. Found from metadata; nothing of it has run.</summary>
public sealed record Plugin
{
    private readonly Lazy<string?> _sha256;

    internal Plugin(string name, string location, string? assemblyPath = null)
    {
        Name = name;
        Location = location;
        AssemblyPath = assemblyPath;
        _sha256 = new(() => assemblyPath is null ? null : HashOf(assemblyPath));
    }

    /// <summary>Name of the folder, or of the lone assembly without its extension.</summary>
    public string Name { get; }

    /// <summary>Full path of the folder, or of the lone file.</summary>
    public string Location { get; }

    /// <summary>Full path of the main assembly: the one that refers to the contracts. Null if there is none.</summary>
    public string? AssemblyPath { get; }

    /// <summary>Version of the main assembly; null if there is none.</summary>
    public Version? Version { get; init; }

    /// <summary>Version of the contracts it was built for; null if there is no main assembly.</summary>
    public Version? ContractVersion { get; init; }

    /// <summary>Whether it can be used; the first fault decides.</summary>
    public PluginStatus Status => Faults.Count == 0 ? PluginStatus.Active : Faults[0].Status;

    /// <summary>What is wrong, one sentence for each fault; empty if the plugin is active.</summary>
    public string Reason => string.Join(' ', Faults.Select(fault => fault.Reason));

    /// <summary>What to do about it; empty if the plugin is active.</summary>
    public string Remedy => string.Join(' ', Faults.Select(fault => fault.Remedy).Distinct(StringComparer.Ordinal));

    /// <summary>The algorithms that can be used, in the order of their names.</summary>
    public IReadOnlyList<AlgorithmEntry> Algorithms { get; internal init; } = [];

    /// <summary>SHA-256 of the main assembly in lower-case hexadecimal, computed when first asked for; null if there is none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string? Sha256 => _sha256.Value;

    /// <summary>
    /// SHA-256 over all that its code may be loaded from, in lower-case hexadecimal: for a folder every file of it but
    /// symbols and documentation, for a lone assembly that assembly. Null if there is no main assembly.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public string? CodeSha256 => AssemblyPath is null ? null : Directory.Exists(Location) ? HashOfFolder(Location) : Sha256;

    /// <summary>Name of the main assembly, by which versions of one plugin are known; null if there is none.</summary>
    internal string? AssemblyName { get; init; }

    /// <summary>All that is wrong with it.</summary>
    internal IReadOnlyList<PluginFault> Faults { get; private init; } = [];

    /// <summary>The plugin with one more fault.</summary>
    internal Plugin With(PluginFault fault) => this with { Faults = [.. Faults, fault] };

    /// <summary>The plugin with a fault for which nothing of it may be used: this comes first.</summary>
    internal Plugin Refused(PluginFault fault) => this with { Faults = [fault, .. Faults], Algorithms = [] };

    private static string HashOfFolder(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in PluginFiles.Of(folder).OfType<FileInfo>().Where(file => file.Extension is not (".pdb" or ".xml")))
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(folder, file.FullName)}\n{HashOf(file.FullName)}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
