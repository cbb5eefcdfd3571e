namespace DarkMachines.Hosting.Plugins.Trust;

/// <summary>A plugin as it was when it was pinned.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Files">Its files, in ordinal order of paths.</param>
public sealed record PinnedPlugin(string Name, IReadOnlyList<PinnedFile> Files)
{
    /// <summary>A plugin as it is now. Reads all its files.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    internal static PinnedPlugin Of(Plugin plugin)
    {
        var root = PluginFiles.RootOf(plugin.Location);
        return new PinnedPlugin(plugin.Name,
        [
            .. PluginFiles.Of(plugin.Location)
                .OfType<FileInfo>()
                .Select(file => new PinnedFile(Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), Plugin.HashOf(file.FullName))),
        ]);
    }

    /// <summary>What has happened to the files since an earlier time, such as <c>A.dll has changed and B.so was added</c>; null if nothing has.</summary>
    internal string? ChangesSince(PinnedPlugin earlier)
    {
        var before = earlier.Files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        var now = Files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        string[] changes =
        [
            .. now.Where(file => before.TryGetValue(file.Key, out var hash) && hash != file.Value).Select(file => $"{file.Key} has changed"),
            .. now.Keys.Where(path => !before.ContainsKey(path)).Select(path => $"{path} was added"),
            .. before.Keys.Where(path => !now.ContainsKey(path)).Select(path => $"{path} was removed"),
        ];
        return changes.Length == 0 ? null : string.Join(" and ", changes);
    }
}

/// <summary>A file as it was when its plugin was pinned.</summary>
/// <param name="Path">Path within the plugin, with slashes.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hexadecimal.</param>
public sealed record PinnedFile(string Path, string Sha256);
