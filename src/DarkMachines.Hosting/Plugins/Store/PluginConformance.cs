using DarkMachines.Conformance;

namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>Puts a plugin's algorithms through the conformance suite.</summary>
public static class PluginConformance
{
    /// <inheritdoc cref="AlgorithmExamination"/>
    public static IReadOnlyList<PluginCheck> Examine(AlgorithmEntry algorithm, Func<object> create)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        return [.. ConformanceSuite.For(create).Select(rule => Examine(algorithm, rule))];
    }

    private static PluginCheck Examine(AlgorithmEntry algorithm, ConformanceCase rule)
    {
        var name = $"{algorithm.Name}/{rule.Name}";
        try
        {
            rule.Run();
            return new PluginCheck(name, rule.Reason, PluginCheckOutcome.Passed);
        }
        catch (ConformanceException broken)
        {
            return new PluginCheck(
                name, rule.Reason, PluginCheckOutcome.Failed, broken.Message, "Mend the algorithm; the suite can be run from its tests, see docs/first-plugin.md.");
        }
    }
}
