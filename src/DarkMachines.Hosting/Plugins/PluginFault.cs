using static DarkMachines.Hosting.Plugins.PluginStatus;

namespace DarkMachines.Hosting.Plugins;

/// <summary>Why a plugin, or one of its algorithms, cannot be used. All the sentences are here.</summary>
/// <param name="Status">The status it gives the plugin.</param>
/// <param name="Reason">One sentence: what is wrong, and which rule it breaks.</param>
/// <param name="Remedy">One sentence: what to do next.</param>
internal sealed record PluginFault(PluginStatus Status, string Reason, string Remedy)
{
    private const string PinAgain = "If that is your doing, pin the plugins as they are now with 'darkmachines plugins pin'.";

    public static PluginFault Unreadable(string path, Exception cause) => new(
        PluginStatus.Unreadable,
        $"'{path}' cannot be read: {cause.Message}",
        "Make it readable, or remove it.");

    public static PluginFault NotDotNet(string path) => new(
        PluginStatus.NotDotNet,
        $"'{path}' is not a .NET assembly, or is damaged.",
        "Put the assembly that the plugin's build made in its place, or remove it.");

    public static PluginFault NotAPlugin(string plugin) => new(
        NoAlgorithms,
        $"Plugin '{plugin}' has no assembly that refers to {HostAssemblies.Contracts}, as a plugin must.",
        "Put the plugin's assembly there with everything it needs, or remove it.");

    public static PluginFault WithoutAlgorithms(string plugin) => new(
        NoAlgorithms,
        $"Plugin '{plugin}' has no class marked with [Algorithm].",
        "Mark the class of each algorithm, and rebuild the plugin.");

    public static PluginFault WrongContractVersion(string plugin, Version builtFor) => new(
        PluginStatus.WrongContractVersion,
        $"Plugin '{plugin}' was built for contracts {Short(builtFor)}; this host provides {Short(HostAssemblies.ContractVersion)}.",
        $"Rebuild it with {HostAssemblies.Contracts} {Short(HostAssemblies.ContractVersion)}, or get the version of it that was.");

    public static PluginFault OwnContracts(string plugin, string assembly) => new(
        PluginStatus.OwnContracts,
        $"Plugin '{plugin}' ships its own copy of {assembly}, which must come from the host or its types are not the host's.",
        $"Delete {assembly}.dll from the plugin; in its project refer to it with Private=\"false\" and ExcludeAssets=\"runtime\".");

    public static PluginFault MissingDependency(string plugin, IEnumerable<AssemblyReferenceName> missing) => new(
        PluginStatus.MissingDependency,
        $"Plugin '{plugin}' needs {string.Join(" and ", missing.Select(m => $"{m.Name} {m.Version}"))}, found neither in its folder nor in its deps.json.",
        "Build the plugin with EnableDynamicLoading, and copy everything in its output folder.");

    public static PluginFault NewerFramework(string plugin, Version wanted) => new(
        PluginStatus.MissingDependency,
        $"Plugin '{plugin}' was built for .NET {Short(wanted)}; this host runs on .NET {Short(Environment.Version)}.",
        $"Rebuild the plugin for .NET {Short(Environment.Version)}, or update the host.");

    public static PluginFault InvalidAlgorithm(string reason) => new(
        PluginStatus.InvalidAlgorithm,
        reason,
        "Correct the class as the documentation of AlgorithmAttribute says, and rebuild the plugin.");

    public static PluginFault NameTaken(AlgorithmEntry algorithm, AlgorithmEntry first) => new(
        PluginStatus.NameTaken,
        $"Algorithm '{algorithm.Name}' ({algorithm.TypeName}) of plugin '{algorithm.Plugin}' has the name of one ({first.TypeName}) of plugin '{first.Plugin}', found earlier and kept.",
        "Rename one of the two, or remove one of the plugins.");

    public static PluginFault Malfunctioned(Malfunction malfunction) =>
        new(PluginStatus.Malfunctioned, malfunction.Reason, malfunction.Remedy);

    public static PluginFault WritableByOthers(string path, UnixFileMode mode, string toMend) => new(
        UnsafeLocation,
        $"'{path}' may be written to by other users of this machine (mode {Convert.ToString((int)mode, 8)}), who could so run code as you.",
        $"If you trust what is in there, mend it with: chmod -R go-w {ShellWord(toMend)}");

    public static PluginFault ForeignOwner(string path, string owner, string toMend) => new(
        UnsafeLocation,
        $"'{path}' belongs to user {owner}, who could so run code as you.",
        $"If you trust what is in there, make it your own with: sudo chown -R \"$(id -un)\" {ShellWord(toMend)}");

    public static PluginFault LinkElsewhere(string path) => new(
        UnsafeLocation,
        $"'{path}' is a link to a folder or out of the plugin's folder, where files could be exchanged unnoticed.",
        "Put a copy of what it leads to in its place.");

    public static PluginFault Disabled(string plugin) => new(
        PluginStatus.Disabled,
        $"Plugin '{plugin}' is disabled in this workspace.",
        $"Enable it with 'darkmachines plugins enable {plugin}'.");

    public static PluginFault NotPinned(string plugin) => new(
        NotAsPinned,
        $"Plugins are pinned in this workspace, and plugin '{plugin}' is not among them, so nothing of it runs.",
        PinAgain);

    public static PluginFault ChangedSincePinned(string plugin, string changes) => new(
        NotAsPinned,
        $"Plugin '{plugin}' is not as it was pinned, so nothing of it runs: {changes}.",
        PinAgain);

    public static PluginFault Superseded(Plugin plugin, Plugin successor) => new(
        PluginStatus.Superseded,
        $"Plugin '{plugin.Name}' is version {plugin.Version} of {plugin.AssemblyName}; version {successor.Version} in '{successor.Location}' is used in its place.",
        "Remove one of the two, or disable the one that you do not want.");

    private static string ShellWord(string path) => $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Short(Version version) => version.ToString(2);
}
