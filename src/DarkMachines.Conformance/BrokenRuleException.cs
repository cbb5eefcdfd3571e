namespace DarkMachines.Conformance;

/// <summary>What a rule throws: what was expected and what came. The case adds its name.</summary>
internal sealed class BrokenRuleException(string message, Exception? inner = null) : Exception(message, inner);
