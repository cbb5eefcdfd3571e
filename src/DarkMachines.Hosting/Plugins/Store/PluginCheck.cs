namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>One rule that a plugin must keep, and whether it does.</summary>
/// <param name="Name">Short stable name in kebab-case, such as <c>contract-version</c>.</param>
/// <param name="Rule">The rule, in words.</param>
/// <param name="Outcome">Whether it is kept.</param>
/// <param name="Reason">What is wrong; empty unless it failed.</param>
/// <param name="Remedy">What to do about it; empty unless it failed.</param>
public sealed record PluginCheck(string Name, string Rule, PluginCheckOutcome Outcome, string Reason = "", string Remedy = "");
