using static DarkMachines.Hosting.Plugins.PluginStatus;

namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>
/// Checks a plugin before it is used: first what its files tell, then, if all of that is right, by making its algorithms.
/// The last step runs the plugin's code.
/// </summary>
/// <param name="installed">The plugins that it would join.</param>
/// <param name="conformance">The rules that every algorithm must keep; null to check only that each can be made.</param>
public sealed class PluginVerifier(PluginCatalogue installed, AlgorithmExamination? conformance = null)
{
    // In the order in which a plugin is inspected: a failure hides what comes later.
    private static readonly (string Name, string Rule, PluginStatus[] Faults)[] Rules =
    [
        ("location", "nobody else may write to it", [UnsafeLocation]),
        ("assembly", "its main assembly is a .NET assembly that refers to the contracts", [Unreadable, NotDotNet]),
        ("contract-version", "it was built for the contracts of this host", [WrongContractVersion]),
        ("host-assemblies", "it leaves the contracts to the host", [OwnContracts]),
        ("dependencies", "it brings what it refers to", [MissingDependency]),
        ("algorithms", "its algorithms keep the form of the contract", [NoAlgorithms, InvalidAlgorithm]),
        ("names", "no other plugin has algorithms of the same names", [NameTaken]),
        ("version", "no newer version of it is installed", [Superseded]),
    ];

    /// <summary>Checks the plugin in a folder.</summary>
    /// <param name="folder">The folder; it need not be among the directories of plugins.</param>
    public IReadOnlyList<PluginCheck> Verify(string folder) => Verify(PluginInspector.InspectFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))));

    /// <summary>Checks a plugin.</summary>
    /// <param name="plugin">The plugin as it was found.</param>
    /// <param name="replaced">Location of the installed plugin whose place it would take; null if it would take none.</param>
    public IReadOnlyList<PluginCheck> Verify(Plugin plugin, string? replaced = null)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        var judged = installed.FaultsOfJoining(plugin, replaced ?? plugin.Location).Aggregate(plugin, (faulty, fault) => faulty.With(fault));
        var checks = new List<PluginCheck>();
        var isHidden = false;
        foreach (var (name, rule, statuses) in Rules)
        {
            var faults = judged.Faults.Where(fault => statuses.Contains(fault.Status) || (name == "assembly" && plugin.AssemblyPath is null && fault.Status == NoAlgorithms)).ToArray();
            checks.Add(Outcome(name, rule, faults, isHidden));
            isHidden |= faults.Length > 0 && plugin.Algorithms.Count == 0;
        }

        return [.. checks, .. Run(plugin, isAllowed: judged.Faults.Count == 0)];
    }

    private static PluginCheck Outcome(string name, string rule, PluginFault[] faults, bool isHidden) =>
        isHidden ? new PluginCheck(name, rule, PluginCheckOutcome.Skipped)
        : faults.Length == 0 ? new PluginCheck(name, rule, PluginCheckOutcome.Passed)
        : new PluginCheck(
            name, rule, PluginCheckOutcome.Failed, string.Join(' ', faults.Select(f => f.Reason)), string.Join(' ', faults.Select(f => f.Remedy).Distinct()));

    // The plugin is unloaded afterwards, so that it can be moved or replaced.
    private PluginCheck[] Run(Plugin plugin, bool isAllowed)
    {
        const string Rule = "each algorithm can be made with its default options";
        if (!isAllowed)
            return [new PluginCheck("start", Rule, PluginCheckOutcome.Skipped)];
        var factory = new AlgorithmFactory(canUnload: true);
        try
        {
            foreach (var algorithm in plugin.Algorithms)
                Make(algorithm);
            PluginCheck[] started = [new PluginCheck("start", Rule, PluginCheckOutcome.Passed)];
            return conformance is null ? started : [.. started, .. plugin.Algorithms.SelectMany(a => conformance(a, () => Make(a)))];
        }
        catch (DarkMachinesException failure)
        {
            return [new PluginCheck("start", Rule, PluginCheckOutcome.Failed, failure.Message, failure.Remedy)];
        }
        finally
        {
            factory.Unload(plugin);
        }

        object Make(AlgorithmEntry algorithm) => factory.Create(algorithm, factory.OptionsOf(algorithm).Bind([]));
    }
}
