namespace DarkMachines.Conformance;

/// <summary>An algorithm breaks a rule: the message says which, what was expected and what came.</summary>
/// <param name="caseName">Name of the case that failed.</param>
/// <param name="message">What was expected and what came.</param>
/// <param name="inner">What the algorithm threw, if anything.</param>
public sealed class ConformanceException(string caseName, string message, Exception? inner = null)
    : Exception($"{caseName}: {message}", inner)
{
    /// <summary>Name of the case that failed.</summary>
    public string CaseName { get; } = caseName;
}
