using System.IO.Enumeration;

namespace DarkMachines.Hosting.Plugins;

/// <summary>The files that a plugin consists of: all that its code may be loaded from.</summary>
internal static class PluginFiles
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <summary>
    /// Everything below a plugin's folder; or a lone assembly with what it may load: its list of dependencies, the
    /// assemblies beside it, and native libraries in <c>runtimes</c>. In ordinal order of paths. Links to folders are
    /// among them, but not what they lead to.
    /// </summary>
    /// <param name="location">The plugin's folder or lone assembly.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IReadOnlyList<FileSystemInfo> Of(string location)
    {
        if (Directory.Exists(location))
            return [.. Below(location)];
        var folder = Path.GetDirectoryName(location)!;
        var runtimes = Path.Combine(folder, "runtimes");
        IEnumerable<FileSystemInfo> beside = new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => file.Extension.Equals(".dll", StringComparison.OrdinalIgnoreCase) || file.FullName == Path.ChangeExtension(location, ".deps.json"));
        var native = Directory.Exists(runtimes) ? Below(runtimes) : Enumerable.Empty<FileSystemInfo>();
        return [.. beside.Concat(native).OrderBy(file => file.FullName, StringComparer.Ordinal)];
    }

    /// <summary>The folder that the paths of a plugin's files are given relative to.</summary>
    public static string RootOf(string location) => Directory.Exists(location) ? location : Path.GetDirectoryName(location)!;

    /// <summary>True for a link out of the folder, or to a folder: what it leads to could be exchanged unnoticed.</summary>
    public static bool LeadsElsewhere(FileSystemInfo entry, string folder) =>
        entry.LinkTarget is not null
        && (entry is DirectoryInfo || entry.ResolveLinkTarget(returnFinalTarget: true) is not { } target || !IsWithin(target.FullName, folder));

    // The folder itself may be a link.
    private static bool IsWithin(string path, string folder)
    {
        string[] names = [folder, Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder];
        return names.Any(name => path.StartsWith(Path.TrimEndingDirectorySeparator(name) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    /// <summary>True if a folder holds more files and folders than that; looks at no more of them than needed.</summary>
    public static bool AreMoreThan(int count, string folder) => Enumerate(folder).Skip(count).Any();

    private static IOrderedEnumerable<FileSystemInfo> Below(string folder) => Enumerate(folder).OrderBy(entry => entry.FullName, StringComparer.Ordinal);

    private static FileSystemEnumerable<FileSystemInfo> Enumerate(string folder) =>
        new(folder, (ref FileSystemEntry entry) => entry.ToFileSystemInfo(), Everything)
        {
            // A link may lead back up, without end.
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
}
