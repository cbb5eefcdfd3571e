namespace DarkMachines.Conformance;

/// <summary>One rule for the class of an algorithm.</summary>
/// <param name="Name">Name in kebab case.</param>
/// <param name="Reason">Why it exists, in one sentence.</param>
/// <param name="Examine">Returns if the class keeps the rule, and throws <see cref="BrokenRuleException"/> otherwise.</param>
internal sealed record DeclarationRule(string Name, string Reason, Action<Type> Examine);
