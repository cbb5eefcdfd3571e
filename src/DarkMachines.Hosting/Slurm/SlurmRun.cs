using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkMachines.Hosting.Slurm;

/// <summary>What was submitted for some trials, as <c>slurm-run.json</c> in the run's folder keeps it for who takes them up again.</summary>
/// <param name="Id">Id of the run, unique.</param>
/// <param name="Arrays">Its arrays, the oldest first; a trial that was lost with its node is in several.</param>
internal sealed record SlurmRun(string Id, List<SlurmArray> Arrays)
{
    private const string FileName = "slurm-run.json";

    /// <summary>Its folder on the shared folder; a folder a trial is below it.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    /// <summary>The script that its tasks run.</summary>
    [JsonIgnore]
    public string ScriptPath => Path.Combine(Folder, "task.sh");

    /// <summary>The logs of its tasks.</summary>
    [JsonIgnore]
    public string LogFolder => Path.Combine(Folder, "logs");

    /// <summary>A run without arrays yet.</summary>
    /// <param name="shared">The shared folder.</param>
    public static SlurmRun Start(string shared)
    {
        var id = Guid.NewGuid().ToString("n")[..12];
        return new SlurmRun(id, []) { Folder = Path.Combine(RunsOf(shared), id) };
    }

    /// <summary>The runs that are on the shared folder, the youngest first.</summary>
    /// <param name="shared">The shared folder.</param>
    /// <exception cref="UserInputException">A record cannot be read.</exception>
    public static IReadOnlyList<SlurmRun> Find(string shared)
    {
        var runs = RunsOf(shared);
        if (!Directory.Exists(runs))
            return [];
        var files = Directory.EnumerateDirectories(runs).Select(folder => new FileInfo(Path.Combine(folder, FileName))).Where(file => file.Exists);
        return [.. files.OrderByDescending(file => file.LastWriteTimeUtc).Select(Read)];
    }

    /// <summary>Folder of an attempt at a trial: one that was given up may still be written to by a node that was only cut off.</summary>
    /// <param name="trial">Id of the trial.</param>
    /// <param name="attempt">Number of the attempt, from 1.</param>
    public string FolderOf(string trial, int attempt) => Path.Combine(Folder, FormattableString.Invariant($"{trial}.{attempt}"));

    /// <summary>Keeps the record.</summary>
    public void Save() => StateFile.Write(Path.Combine(Folder, FileName), JsonSerializer.Serialize(this, SlurmRunJson.Default.SlurmRun));

    /// <summary>Deletes the run's folder.</summary>
    public void Delete() => Directory.Delete(Folder, recursive: true);

    private static string RunsOf(string shared) => Path.Combine(shared, "runs");

    private static SlurmRun Read(FileInfo file) =>
        StateFile.Read(file.FullName, SlurmRunJson.Default.SlurmRun, "Remove its folder if nobody needs that run any more.", "slurm-run-unreadable")! with { Folder = file.DirectoryName! };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SlurmRun))]
internal sealed partial class SlurmRunJson : JsonSerializerContext;
