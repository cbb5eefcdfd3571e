namespace DarkMachines.Hosting.Plugins;

/// <summary>An algorithm that can be used, as its plugin's metadata describes it.</summary>
/// <param name="Name">Name on the command line; unique in its catalogue.</param>
/// <param name="Summary">One line that says what it is.</param>
/// <param name="Citation">The paper or book to cite; empty if there is none.</param>
/// <param name="HandlesMissingValues">True if it takes NaN as a missing value.</param>
/// <param name="OnRequest">True if a run takes it only when it is named.</param>
/// <param name="Kinds">What it can do, in the order of <see cref="AlgorithmKind"/>; at least one.</param>
/// <param name="Plugin">Name of its plugin.</param>
/// <param name="AssemblyPath">Full path of the plugin's main assembly.</param>
/// <param name="TypeName">Full name of the class.</param>
public sealed record AlgorithmEntry(
    string Name,
    string Summary,
    string Citation,
    bool HandlesMissingValues,
    bool OnRequest,
    IReadOnlyList<AlgorithmKind> Kinds,
    string Plugin,
    string AssemblyPath,
    string TypeName);
