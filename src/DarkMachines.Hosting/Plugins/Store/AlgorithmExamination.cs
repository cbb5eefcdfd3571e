namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>Runs an algorithm through the rules that every algorithm must keep.</summary>
/// <param name="algorithm">The algorithm.</param>
/// <param name="create">Makes it with its default options; it implements the interfaces of its kinds.</param>
/// <returns>The rules with their outcomes.</returns>
public delegate IReadOnlyList<PluginCheck> AlgorithmExamination(AlgorithmEntry algorithm, Func<object> create);
