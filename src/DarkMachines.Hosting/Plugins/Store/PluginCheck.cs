namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>How a check of a plugin came out.</summary>
public enum PluginCheckOutcome
{
    /// <summary>The rule is kept.</summary>
    Passed,

    /// <summary>The rule is broken.</summary>
    Failed,

    /// <summary>Not looked at, because of an earlier failure.</summary>
    Skipped,
}

/// <summary>One rule that a plugin must keep, and whether it does.</summary>
/// <param name="Name">Short stable name in kebab-case, such as <c>contract-version</c>.</param>
/// <param name="Rule">The rule, in words.</param>
/// <param name="Outcome">Whether it is kept.</param>
/// <param name="Reason">What is wrong; empty unless it failed.</param>
/// <param name="Remedy">What to do about it; empty unless it failed.</param>
public sealed record PluginCheck(string Name, string Rule, PluginCheckOutcome Outcome, string Reason = "", string Remedy = "");

/// <summary>Runs an algorithm through the rules that every algorithm must keep.</summary>
/// <param name="algorithm">The algorithm.</param>
/// <param name="create">Makes it with its default options; it implements the interfaces of its kinds.</param>
/// <returns>The rules with their outcomes.</returns>
public delegate IReadOnlyList<PluginCheck> ConformanceSuite(AlgorithmEntry algorithm, Func<object> create);
