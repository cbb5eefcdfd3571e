namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>What came of adding a plugin.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Location">Where it lies now; null if it failed a check and was not added.</param>
/// <param name="Checks">The checks.</param>
public sealed record AddedPlugin(string Name, string? Location, IReadOnlyList<PluginCheck> Checks);
