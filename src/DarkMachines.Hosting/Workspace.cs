namespace DarkMachines.Hosting;

/// <summary>The folder that results, dropped-in plugins and models live in: <c>.darkmachines</c> unless the user names another.</summary>
/// <param name="directory">Its path; it need not exist yet.</param>
public sealed class Workspace(string directory)
{
    /// <summary>Name of the workspace that is made in the working directory.</summary>
    public const string DefaultName = ".darkmachines";

    private static readonly TimeSpan LockGlance = TimeSpan.FromMilliseconds(200);

    /// <summary>Full path of the folder.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Plugins that the user dropped in.</summary>
    public string PluginsDirectory => Path.Combine(Directory, "plugins");

    /// <summary>Models that the user dropped in.</summary>
    public string ModelsDirectory => Path.Combine(Directory, "onnx-models");

    /// <summary>Raw scores, a folder a trial.</summary>
    public string ResultsDirectory => Path.Combine(Directory, "results");

    /// <summary>Trials under way, a folder each.</summary>
    public string TrialsDirectory => Path.Combine(Directory, "trials");

    /// <summary>What trials see of the data, a folder a task and data set.</summary>
    public string InputsDirectory => Path.Combine(Directory, "inputs");

    /// <summary>What the last run was asked to do.</summary>
    public string LastRunPath => Path.Combine(Directory, "run.json");

    /// <summary>The database of results.</summary>
    public string DatabasePath => Path.Combine(Directory, "results.db");

    /// <summary>True if anything has been run in the workspace.</summary>
    public bool HasResults => File.Exists(DatabasePath) || System.IO.Directory.Exists(ResultsDirectory);

    /// <summary>What is known of plugins that failed to start.</summary>
    public string MalfunctionsPath => Path.Combine(Directory, "malfunctions.json");

    /// <summary>
    /// Makes the folder if need be and keeps other processes from writing to it until disposed. The system releases
    /// the lock when the process ends, however it ends.
    /// </summary>
    /// <exception cref="UserInputException">The folder cannot be written to, or another process holds it.</exception>
    public IDisposable LockForWriting() => TryLock() ?? throw new UserInputException(
        "workspace-in-use",
        $"Another process is writing to the workspace {Directory}, and only one may.",
        "Wait until it has ended, or name another workspace with --workspace DIR.");

    /// <summary>As <see cref="LockForWriting"/>, but waits for a process that holds it.</summary>
    /// <param name="waiting">Called once if there is one.</param>
    /// <param name="cancellation">Asks to wait no longer.</param>
    /// <exception cref="UserInputException">The folder cannot be written to.</exception>
    /// <exception cref="OperationCanceledException">It was asked to wait no longer.</exception>
    public IDisposable WaitForWriting(Action waiting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        if (TryLock() is { } free)
            return free;
        waiting();
        while (true)
        {
            cancellation.WaitHandle.WaitOne(LockGlance);
            cancellation.ThrowIfCancellationRequested();
            if (TryLock() is { } held)
                return held;
        }
    }

    /// <summary>True if a process is writing to the workspace now.</summary>
    public bool IsInUse()
    {
        if (!File.Exists(LockPath))
            return false;
        using var held = TryLock();
        return held is null;
    }

    /// <summary>What to say when a file of the workspace cannot be written.</summary>
    /// <param name="failure">Why.</param>
    internal UserInputException NotWritable(Exception failure) => new(
        "workspace-not-writable",
        $"The workspace {Directory} cannot be read or written: {failure.Message}",
        "Mend the permissions or free disk space, or name another workspace with --workspace DIR.",
        failure);

    private string LockPath => Path.Combine(Directory, "workspace.lock");

    // Null if another process holds it.
    private FileStream? TryLock()
    {
        try
        {
            System.IO.Directory.CreateDirectory(Directory);
            return new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(LockPath))
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(failure);
        }
    }
}
