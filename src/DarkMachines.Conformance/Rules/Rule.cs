namespace DarkMachines.Conformance;

/// <summary>One rule for fits and models.</summary>
/// <param name="Name">Name in kebab case, without the role.</param>
/// <param name="Reason">Why it exists, in one sentence.</param>
/// <param name="Examine">Returns if the rule is kept, and throws <see cref="BrokenRuleException"/> otherwise.</param>
internal sealed record Rule(string Name, string Reason, Action<Subject> Examine);
