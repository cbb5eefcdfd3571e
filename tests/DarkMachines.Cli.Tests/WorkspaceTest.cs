namespace DarkMachines.Cli.Tests;

/// <summary>A test with a folder of its own, which is deleted afterwards.</summary>
public abstract class WorkspaceTest : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("darkmachines-").FullName;

    protected string Workspace => Path.Combine(Folder, "workspace");

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
