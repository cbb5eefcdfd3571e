namespace DarkMachines.Hosting.Plugins.Trust;

/// <summary>
/// The rule that nobody but the user and those trusted anyway may write to a plugin: to the directory of plugins, to
/// the plugin's folder, and to everything in it; as ssh has it for keys.
/// </summary>
internal static class SafeLocation
{
    /// <summary>Why nothing in a directory of plugins can be trusted; null if it can.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static PluginFault? FindFaultOfDirectory(string directory, TrustedWriters writers) =>
        OperatingSystem.IsWindows() ? null : writers.FindFault(directory, directory);

    /// <summary>Why a plugin cannot be trusted where it lies; null if it can. Nothing of it is read but names and permissions.</summary>
    /// <param name="location">The plugin's folder or lone assembly.</param>
    /// <param name="writers">Who may write there.</param>
    /// <exception cref="IOException">A file or folder cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static PluginFault? FindFault(string location, TrustedWriters writers)
    {
        if (OperatingSystem.IsWindows())
            return null;
        if (writers.FindFault(location, location) is { } fault)
            return fault;
        var root = PluginFiles.RootOf(location);
        return PluginFiles.Of(location)
            .Where(entry => entry.FullName != location)
            .Select(entry => PluginFiles.LeadsElsewhere(entry, root)
                ? PluginFault.LinkElsewhere(entry.FullName)
                : writers.FindFault(entry.FullName, root == location ? location : entry.FullName))
            .FirstOrDefault(found => found is not null);
    }
}
