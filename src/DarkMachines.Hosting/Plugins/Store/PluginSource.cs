namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>Copies what the user wants to add, a folder, a lone assembly or a zip archive, into a folder of our own.</summary>
internal static class PluginSource
{
    private const UnixFileMode ModeOfFolders = ModeOfFiles
        | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Copies are the user's alone to change, whatever the mask or the mode of what they are made from.
    private const UnixFileMode ModeOfFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly string[] Companions = [".deps.json", ".xml", ".pdb"];

    /// <summary>Makes the copy.</summary>
    /// <param name="path">The folder, assembly or archive.</param>
    /// <param name="folder">A folder that does not exist yet.</param>
    /// <returns>The plugin's folder: that one, or the only one in it.</returns>
    /// <exception cref="UserInputException">There is nothing at the path, or it may not be added.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    public static string CopyTo(string path, string folder)
    {
        Directory.CreateDirectory(folder);
        if (Directory.Exists(path))
            CopyFolder(Path.GetFullPath(path), folder);
        else if (!File.Exists(path))
            throw new UserInputException("plugin-missing", $"There is no folder or file '{path}'.", "Name the folder of a plugin, its assembly, or a zip archive of the folder.");
        else if (Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase))
            PluginArchive.Extract(path, folder);
        else
            CopyAssembly(Path.GetFullPath(path), folder);
        SetModes(folder);
        return OnlyFolderIn(folder) ?? folder;
    }

    private static void CopyFolder(string from, string to)
    {
        if (PluginFiles.AreMoreThan(PackageLimits.Entries, from) || PluginFiles.Of(from).OfType<FileInfo>().Sum(file => file.Length) > PackageLimits.Bytes)
            throw new UserInputException("too-large", $"The folder '{from}' holds more than {PackageLimits.Entries} files or {PackageLimits.Bytes} bytes.", "Name the output folder of the plugin's build, not a folder above it.");
        foreach (var entry in PluginFiles.Of(from))
        {
            if (PluginFiles.LeadsElsewhere(entry, from))
                throw new UserInputException("unsafe-link", $"'{entry.FullName}' is a link to a folder or out of the plugin's folder.", "Put a copy of what it leads to in its place.");
            var target = Path.Combine(to, Path.GetRelativePath(from, entry.FullName));
            if (entry is DirectoryInfo)
                Directory.CreateDirectory(target);
            else
                File.Copy(entry.FullName, target);
        }
    }

    private static void CopyAssembly(string path, string folder)
    {
        var companions = Companions.Select(extension => Path.ChangeExtension(path, extension)).Where(File.Exists);
        foreach (var file in companions.Prepend(path))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private static void SetModes(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var entry in PluginFiles.Of(folder).Prepend(new DirectoryInfo(folder)))
            File.SetUnixFileMode(entry.FullName, entry is DirectoryInfo ? ModeOfFolders : ModeOfFiles);
    }

    // Archives often hold the folder rather than what is in it.
    private static string? OnlyFolderIn(string folder) =>
        Directory.GetFileSystemEntries(folder) is [var only] && Directory.Exists(only) ? only : null;
}
