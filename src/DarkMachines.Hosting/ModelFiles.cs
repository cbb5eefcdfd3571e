namespace DarkMachines.Hosting;

/// <summary>The ONNX files that lie where models are dropped in.</summary>
public static class ModelFiles
{
    /// <summary>Ending of an ONNX file's name.</summary>
    public const string Extension = ".onnx";

    /// <summary>The models in some folders and their sub-folders, by path.</summary>
    /// <param name="directories">The folders, the most important first; one that does not exist is empty.</param>
    /// <returns>Full paths; of several models of one name the first.</returns>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> directories)
    {
        ArgumentNullException.ThrowIfNull(directories);
        var files =
            from directory in directories
            where Directory.Exists(directory)
            from file in Directory.EnumerateFiles(directory, "*" + Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            select Path.GetFullPath(file);
        return [.. files.DistinctBy(NameOf)];
    }

    /// <summary>The name a model takes part under: its file's, or its folder's where the file is just called <c>model.onnx</c>.</summary>
    /// <param name="path">Path of the file.</param>
    public static string NameOf(string path)
    {
        var full = Path.GetFullPath(path);
        var name = Path.GetFileName(full);
        return name == "model" + Extension && Path.GetFileName(Path.GetDirectoryName(full)) is { Length: > 0 } folder
            ? folder + Extension
            : name;
    }
}
