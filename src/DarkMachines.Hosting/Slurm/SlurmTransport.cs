using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Slurm;

/// <summary>Takes trials to the shared folder, with all that they refer to, and their results back.</summary>
/// <param name="shared">The shared folder.</param>
/// <param name="program">What the tasks run.</param>
internal sealed class SlurmTransport(string shared, SlurmProgram program)
{
    private readonly SharedFiles _files = new(Path.Combine(shared, "files"));
    private string _programFolder = "";

    /// <summary>Copies the program; before any trial is sent.</summary>
    /// <returns>The file to start, and the folder of its .NET runtime; null if it needs none.</returns>
    public (string Start, string? Runtime) Deploy()
    {
        _programFolder = _files.Put("program", program.Files);
        return (Path.Combine(_programFolder, program.Start), program.Runtime.Count > 0 ? _files.Put("dotnet", program.Runtime) : null);
    }

    /// <summary>Makes a trial's folder on the shared folder: the same trial, with paths that a node can read.</summary>
    /// <param name="order">The trial.</param>
    /// <param name="folder">The folder to make.</param>
    public void Send(TrialOrder order, TrialFolder folder)
    {
        var trial = order.Trial;
        Directory.CreateDirectory(folder.Path);
        (trial with
        {
            Inputs = IsShared(trial.Inputs) ? trial.Inputs : _files.Folder(trial.Inputs),
            Entrant = trial.Entrant with { Path = Reachable(trial.Entrant) },
        }).Write(folder.DocumentPath);
    }

    /// <summary>Makes ready the next attempt at a trial whose task was lost.</summary>
    /// <param name="trial">The trial.</param>
    public static void Repeat(SlurmTrial trial)
    {
        var document = TrialDocument.Read(trial.Folder.DocumentPath);
        trial.Attempt++;
        Directory.CreateDirectory(trial.Folder.Path);
        document.Write(trial.Folder.DocumentPath);
    }

    /// <summary>Brings back what a trial left, or records why it left no result.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="failure">Why it left no result; null if it did.</param>
    /// <param name="time">The clock of the record.</param>
    /// <returns>How it failed, if its folder here could not be written to; null otherwise.</returns>
    public static TrialFailure? Return(SlurmTrial trial, TrialFailure? failure, TimeProvider time)
    {
        try
        {
            var home = trial.Order.Prepare();
            CopyBack(trial, home);
            if (failure is null)
                BringResult(trial.Folder, home);
            else
                home.WriteResult(TrialRecord.Failed(trial.Order.Trial, failure, time));
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return failure ?? TrialFailure.Of(problem);
        }
    }

    private static void CopyBack(SlurmTrial trial, TrialFolder home)
    {
        var folder = trial.Folder;
        if (Directory.Exists(folder.Path))
        {
            foreach (var file in Directory.EnumerateFiles(folder.Path).Where(file => file != folder.DocumentPath && file != folder.ResultPath))
                File.Copy(file, Path.Combine(home.Path, Path.GetFileName(file)));
        }

        if (File.Exists(trial.LogPath))
            File.Copy(trial.LogPath, Path.Combine(home.Path, "slurm.log"));
    }

    // Last and at once, for who sees it takes the rest as whole.
    private static void BringResult(TrialFolder folder, TrialFolder home)
    {
        var draft = home.ResultPath + ".unfinished";
        File.Copy(folder.ResultPath, draft);
        File.Move(draft, home.ResultPath);
    }

    private string? Reachable(EntrantDocument entrant)
    {
        if (entrant.Path is not { } path || IsShared(path))
            return entrant.Path;

        // What ships with the program has been copied with it, be it a file or a folder.
        if (program.Files.FirstOrDefault(file => IsBelow(file.Path, path)) is { } file)
            return Path.Combine(_programFolder, file.Name[..^(file.Path.Length - path.Length)]);
        if (Directory.Exists(path))
            return _files.Folder(path);

        // A lone assembly may need those beside it.
        return entrant.Kind == EntrantKind.Algorithm
            ? Path.Combine(_files.Folder(Path.GetDirectoryName(path)!), Path.GetFileName(path))
            : _files.File(path);
    }

    private bool IsShared(string path) => IsBelow(Path.GetFullPath(path), shared);

    private static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
