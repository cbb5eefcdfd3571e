namespace DarkMachines.Hosting.Slurm;

/// <summary>A file to be copied.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its path relative to the folder that it is copied to.</param>
public sealed record SourceFile(string Path, string Name)
{
    /// <summary>All files below a folder, in ordinal order.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<SourceFile> Below(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => new SourceFile(path, System.IO.Path.GetRelativePath(folder, path)))
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];
}
