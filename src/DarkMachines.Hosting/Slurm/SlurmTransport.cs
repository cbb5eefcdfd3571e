using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Slurm;

/// <summary>Takes trials to the shared folder, with all that they refer to, and their results back.</summary>
/// <param name="shared">The shared folder.</param>
/// <param name="program">What the tasks run.</param>
internal sealed class SlurmTransport(string shared, SlurmProgram program)
{
    private readonly SharedFiles _files = new(Path.Combine(shared, "files"));

    /// <summary>The program on the shared folder, and the folder of its .NET runtime; null for none.</summary>
    public (string Program, string? Runtime) Deploy() => (
        Path.Combine(_files.Put("program", program.Files), program.Start),
        program.Runtime.Count > 0 ? _files.Put("dotnet", program.Runtime) : null);

    /// <summary>Makes a trial's folder on the shared folder: the same trial, with paths that a node can read.</summary>
    /// <param name="order">The trial.</param>
    /// <param name="folder">The folder to make.</param>
    public void Send(TrialOrder order, TrialFolder folder)
    {
        var trial = TrialDocument.Read(new TrialFolder(order.Folder).DocumentPath);
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
    public static void Return(SlurmTrial trial, TrialFailure? failure, TimeProvider time)
    {
        var home = new TrialFolder(trial.Order.Folder);
        try
        {
            home.Clear();
            CopyBack(trial, home);
            if (failure is null)
                BringResult(trial.Folder, home);
            else
                Record(home, failure, time);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            TryRecord(home, TrialFailure.Of(problem), time);
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

    private static void Record(TrialFolder home, TrialFailure failure, TimeProvider time) =>
        home.WriteResult(TrialRecord.Failed(TrialDocument.Read(home.DocumentPath), failure, time));

    private static void TryRecord(TrialFolder home, TrialFailure failure, TimeProvider time)
    {
        try
        {
            Record(home, failure, time);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The disk takes nothing: the trial ends without a record, which is one to run again.
        }
    }

    private string? Reachable(EntrantDocument entrant) => entrant.Path switch
    {
        null => null,
        var path when IsShared(path) => path,

        // What ships with the program has been copied with it.
        var path when program.Files.FirstOrDefault(file => file.Path == path) is { } file => Path.Combine(_files.Put("program", program.Files), file.Name),
        var path when entrant.Kind == EntrantKind.Algorithm => Path.Combine(_files.Folder(Path.GetDirectoryName(path)!), Path.GetFileName(path)),
        var path => _files.File(path),
    };

    private bool IsShared(string path) => Path.GetFullPath(path).StartsWith(shared + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
