namespace DarkMachines.Data.Tests;

/// <summary>A folder that lasts as long as a test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("darkmachines-").FullName;

    public string PathTo(string file) => Path.Combine(Root, file);

    /// <summary>Writes a text file and returns its path.</summary>
    public string Write(string file, string text)
    {
        var path = PathTo(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
