namespace DarkMachines.Hosting;

/// <summary>The folder that results, dropped-in plugins and models live in: <c>.darkmachines</c> unless the user names another.</summary>
/// <param name="directory">Its path; it need not exist yet.</param>
public sealed class Workspace(string directory)
{
    /// <summary>Name of the workspace that is made in the working directory.</summary>
    public const string DefaultName = ".darkmachines";

    /// <summary>Full path of the folder.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Plugins that the user dropped in.</summary>
    public string PluginsDirectory => Path.Combine(Directory, "plugins");

    /// <summary>Models that the user dropped in.</summary>
    public string ModelsDirectory => Path.Combine(Directory, "onnx-models");

    /// <summary>Raw scores, a folder a trial.</summary>
    public string ResultsDirectory => Path.Combine(Directory, "results");

    /// <summary>The database of results.</summary>
    public string DatabasePath => Path.Combine(Directory, "results.db");

    /// <summary>What is known of plugins that failed to start.</summary>
    public string MalfunctionsPath => Path.Combine(Directory, "malfunctions.json");

    /// <summary>
    /// Makes the folder if need be and keeps other processes from writing to it until disposed. The system releases
    /// the lock when the process ends, however it ends.
    /// </summary>
    /// <exception cref="UserInputException">The folder cannot be written to, or another process holds it.</exception>
    public IDisposable LockForWriting()
    {
        var path = Path.Combine(Directory, "workspace.lock");
        try
        {
            System.IO.Directory.CreateDirectory(Directory);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (File.Exists(path))
        {
            throw new UserInputException(
                "workspace-in-use",
                $"Another process is writing to the workspace {Directory}, and only one may.",
                "Wait until it has ended, or name another workspace with --workspace DIR.",
                failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException(
                "workspace-not-writable",
                $"The workspace {Directory} cannot be written to: {failure.Message}",
                "Mend the permissions, or name another workspace with --workspace DIR.",
                failure);
        }
    }
}
