using System.Runtime.InteropServices;

namespace DarkMachines.Hosting.Plugins;

/// <summary>The assemblies that a plugin takes from the host. Everything else it brings itself.</summary>
internal static class HostAssemblies
{
    /// <summary>Name of the assembly that holds the contracts.</summary>
    public const string Contracts = "DarkMachines.Abstractions";

    // Types of these cross between host and plugin, so there must be one copy of each: the host's.
    private static readonly string[] Shared = [Contracts, "DarkMachines.Onnx"];

    private static readonly string FrameworkDirectory = RuntimeEnvironment.GetRuntimeDirectory();

    /// <summary>Version of the contracts that this host provides.</summary>
    public static Version ContractVersion { get; } = typeof(AlgorithmAttribute).Assembly.GetName().Version!;

    /// <summary>True for an assembly whose types cross between host and plugin.</summary>
    public static bool IsShared(string? name) => Shared.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for an assembly that the host provides: a shared one, or one of the .NET it runs on.</summary>
    public static bool Provides(string? name) => IsShared(name) || File.Exists(Path.Combine(FrameworkDirectory, $"{name}.dll"));

    /// <summary>True if a plugin built for these contracts runs here: same major version, same or an earlier minor version.</summary>
    public static bool ProvidesContracts(Version version) =>
        version.Major == ContractVersion.Major && version.Minor <= ContractVersion.Minor;
}
