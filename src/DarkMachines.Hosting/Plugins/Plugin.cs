using System.Security.Cryptography;

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

    /// <summary>Whether it can be used.</summary>
    public PluginStatus Status { get; private init; }

    /// <summary>What is wrong, one sentence for each fault; empty if the plugin is active.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>What to do about it; empty if the plugin is active.</summary>
    public string Remedy { get; private init; } = "";

    /// <summary>The algorithms that can be used, in the order of their names.</summary>
    public IReadOnlyList<AlgorithmEntry> Algorithms { get; internal init; } = [];

    /// <summary>SHA-256 of the main assembly in lower-case hexadecimal, computed when first asked for; null if there is none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string? Sha256 => _sha256.Value;

    /// <summary>The plugin with one more fault. The first fault decides the status.</summary>
    internal Plugin With(PluginFault fault) => Status == PluginStatus.Active
        ? this with { Status = fault.Status, Reason = fault.Reason, Remedy = fault.Remedy }
        : this with { Reason = $"{Reason} {fault.Reason}", Remedy = Remedy == fault.Remedy ? Remedy : $"{Remedy} {fault.Remedy}" };

    internal static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
