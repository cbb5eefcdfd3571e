using System.Globalization;
using System.Text.Json;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Hosting.Trials;

/// <summary>The files of one trial's folder: what goes in, what comes out, and what is said meanwhile.</summary>
/// <param name="path">Its path.</param>
public sealed class TrialFolder(string path)
{
    /// <summary>Full path of the folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What is to be run.</summary>
    public string DocumentPath => System.IO.Path.Combine(Path, "trial.json");

    /// <summary>What came out; written last, and at once.</summary>
    public string ResultPath => System.IO.Path.Combine(Path, "result.json");

    /// <summary>What the entrant printed.</summary>
    public string LogPath => System.IO.Path.Combine(Path, "log.txt");

    /// <summary>The working folder of the entrant's process; deleted when it has ended.</summary>
    public string ScratchPath => System.IO.Path.Combine(Path, "scratch");

    private string ProgressPath => System.IO.Path.Combine(Path, "progress");

    private string CancelPath => System.IO.Path.Combine(Path, "cancel");

    /// <summary>True if somebody has asked that this trial be ended.</summary>
    public bool IsCancelled => File.Exists(CancelPath);

    /// <summary>Asks whoever runs the trial to end it.</summary>
    public void Cancel() => File.WriteAllText(CancelPath, "");

    /// <summary>Leaves a note of how far the trial is, for others to read.</summary>
    /// <param name="progress">How far it is.</param>
    public void WriteProgress(FitProgress progress) =>
        StateFile.Write(ProgressPath, Describe(progress));

    /// <summary>How far a trial is, in words.</summary>
    /// <param name="progress">How far it is.</param>
    public static string Describe(FitProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * progress.Fraction:0} % {progress.Stage}").TrimEnd();

    /// <summary>How far the trial is; empty if it has not said.</summary>
    public string ReadProgress()
    {
        try
        {
            return File.ReadAllText(ProgressPath);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Writes the record of the trial. Arrays and log must be complete before: who sees the record takes the rest as whole.</summary>
    /// <param name="result">The record.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteResult(TrialResult result) =>
        StateFile.Write(ResultPath, JsonSerializer.Serialize(result, ResultJson.Default.TrialResult));

    /// <summary>The record of the trial; null if there is none, or if it is not whole.</summary>
    public TrialResult? ReadResult()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(ResultPath), ResultJson.Default.TrialResult);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Deletes all that an earlier attempt left but the trial itself.</summary>
    public void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(Path).Where(file => file != DocumentPath))
            File.Delete(file);
        DeleteScratch();
    }

    /// <summary>Deletes the working folder of the entrant's process, as far as it can be deleted.</summary>
    public void DeleteScratch()
    {
        try
        {
            if (Directory.Exists(ScratchPath))
                Directory.Delete(ScratchPath, recursive: true);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // Something still writes there; the next attempt, or whoever moves the folder, tries again.
        }
    }
}
