using System.Text.Json;
using DarkMachines.Challenges;
using DarkMachines.Data;
using Microsoft.Data.Sqlite;

namespace DarkMachines.Hosting.Results;

/// <summary>
/// The results of a workspace: records in SQLite, raw scores in a folder a trial beside it. A trial's scores are
/// complete on disk before its record is, so that a process killed at any moment leaves no half result.
/// </summary>
public sealed class ResultStore : IDisposable
{
    private const int SchemaVersion = 1;

    private readonly Workspace _workspace;
    private readonly SqliteConnection _connection;

    private ResultStore(Workspace workspace, SqliteConnection connection) => (_workspace, _connection) = (workspace, connection);

    /// <summary>Opens the store of a workspace, and makes it if there is none.</summary>
    /// <param name="workspace">The workspace; its folder must exist.</param>
    /// <exception cref="UserInputException">The database is corrupt, from a newer version, or not writable.</exception>
    public static ResultStore Open(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Guard(workspace, () =>
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = workspace.DatabasePath, Pooling = false }.ToString());
            try
            {
                connection.Open();
                Prepare(connection, workspace);
                return new ResultStore(workspace, connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    /// <summary>The result with an id; null if there is none.</summary>
    /// <param name="id">Id of the trial.</param>
    public TrialResult? Find(string id) =>
        Read("SELECT document FROM results WHERE id = $value", id).FirstOrDefault();

    /// <summary>All results of a challenge, in the order they were finished.</summary>
    /// <param name="challenge">Name of the challenge.</param>
    public IReadOnlyList<TrialResult> Of(string challenge) =>
        Read("SELECT document FROM results WHERE challenge = $value ORDER BY number", challenge);

    /// <summary>Keeps a result and its raw scores; a result with the same id is replaced.</summary>
    /// <param name="result">The record.</param>
    /// <param name="scores">The raw scores; null if the trial failed.</param>
    public void Add(TrialResult result, TrialScores? scores)
    {
        ArgumentNullException.ThrowIfNull(result);
        Guard(_workspace, () =>
        {
            WriteScores(result.Id, scores);
            using var transaction = _connection.BeginTransaction();
            using var command = _connection.CreateCommand();
            command.CommandText =
                """
                DELETE FROM results WHERE id = $id;
                INSERT INTO results (id, challenge, document) VALUES ($id, $challenge, $document);
                """;
            command.Parameters.AddWithValue("$id", result.Id);
            command.Parameters.AddWithValue("$challenge", result.Challenge);
            command.Parameters.AddWithValue("$document", JsonSerializer.Serialize(result, ResultJson.Default.TrialResult));
            command.ExecuteNonQuery();
            transaction.Commit();
            return true;
        });
    }

    /// <summary>Reads a trial's raw scores back.</summary>
    /// <param name="result">A result whose status is ok.</param>
    /// <exception cref="UserInputException">A score file is missing or corrupt.</exception>
    public TrialScores ReadScores(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var folder = Path.Combine(_workspace.ResultsDirectory, result.Id);
        if (!Directory.Exists(folder))
            throw new UserInputException("scores-missing", $"The raw scores of trial {result.Id} are not in {folder}.", "Run the challenge again with --again.");
        var arrays = Directory.EnumerateFiles(folder, "*.npy").Order(StringComparer.Ordinal).ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            NpyFile.ReadSingles);
        return new TrialScores(result.Seed, arrays, result.FitSeconds, result.ScoreSeconds ?? 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static void Prepare(SqliteConnection connection, Workspace workspace)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = (long)command.ExecuteScalar()!;
        if (version > SchemaVersion)
        {
            throw new UserInputException(
                "workspace-newer",
                $"The workspace database {workspace.DatabasePath} has version {version}; this program knows versions up to {SchemaVersion}.",
                "Use the newer program, or name another workspace with --workspace DIR.");
        }

        if (version == SchemaVersion)
            return;
        command.CommandText =
            $"""
            PRAGMA journal_mode = WAL;
            BEGIN;
            CREATE TABLE IF NOT EXISTS results (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                challenge TEXT NOT NULL,
                document TEXT NOT NULL);
            CREATE INDEX IF NOT EXISTS results_of_challenge ON results (challenge, number);
            PRAGMA user_version = {SchemaVersion};
            COMMIT;
            """;
        command.ExecuteNonQuery();
    }

    private List<TrialResult> Read(string query, string value) => Guard(_workspace, () =>
    {
        using var command = _connection.CreateCommand();
        command.CommandText = query;
        command.Parameters.AddWithValue("$value", value);
        using var reader = command.ExecuteReader();
        var results = new List<TrialResult>();
        while (reader.Read())
            results.Add(JsonSerializer.Deserialize(reader.GetString(0), ResultJson.Default.TrialResult)!);
        return results;
    });

    private void WriteScores(string id, TrialScores? scores)
    {
        var folder = Path.Combine(_workspace.ResultsDirectory, id);
        var unfinished = folder + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        if (scores is null)
            return;
        Directory.CreateDirectory(unfinished);
        foreach (var (name, array) in scores.Arrays)
            NpyFile.Write(Path.Combine(unfinished, name + ".npy"), array.Values, array.Shape);
        Directory.Move(unfinished, folder);
    }

    // Every failure of the database or the disk as one sentence.
    private static T Guard<T>(Workspace workspace, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is JsonException or SqliteException { SqliteErrorCode: 11 or 26 })
        {
            throw new UserInputException(
                "workspace-corrupt",
                $"The workspace database {workspace.DatabasePath} is corrupt: {failure.Message}",
                "Move it away and run again, or name another workspace with --workspace DIR; the raw scores beside it are kept.",
                failure);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new UserInputException(
                "workspace-not-writable",
                $"The workspace {workspace.Directory} cannot be read or written: {failure.Message}",
                "Mend the permissions or free disk space, or name another workspace with --workspace DIR.",
                failure);
        }
    }
}
