namespace DarkMachines.Hosting.Plugins;

/// <summary>A file with the extension .dll: what its metadata says, or why that cannot be read. One of the two is null.</summary>
internal sealed record AssemblyFile(string Path, AssemblyMetadata? Metadata, PluginFault? Fault)
{
    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive, IgnoreInaccessible = false };

    /// <summary>The files directly in a folder, in ordinal order. Hidden ones are left out.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static AssemblyFile[] ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.dll", AnyCase).Where(IsVisible).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>True if it refers to another assembly.</summary>
    public bool RefersTo(string? assembly) =>
        Metadata is not null && Metadata.References.Any(r => string.Equals(r.Name, assembly, StringComparison.OrdinalIgnoreCase));

    // On Windows too.
    private static bool IsVisible(string path) => !System.IO.Path.GetFileName(path).StartsWith('.');

    private static AssemblyFile Read(string path)
    {
        try
        {
            return new AssemblyFile(path, AssemblyMetadata.Read(path), Fault: null);
        }
        catch (BadImageFormatException)
        {
            return new AssemblyFile(path, Metadata: null, PluginFault.NotDotNet(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new AssemblyFile(path, Metadata: null, PluginFault.Unreadable(path, failure));
        }
    }
}
