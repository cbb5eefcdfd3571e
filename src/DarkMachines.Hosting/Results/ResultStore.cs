using System.Runtime.InteropServices;
using System.Text.Json;
using DarkMachines.Challenges;
using DarkMachines.Data;
using DarkMachines.Hosting.Trials;
using Microsoft.Data.Sqlite;

namespace DarkMachines.Hosting.Results;

/// <summary>
/// The results of a workspace: a folder a trial with record, raw scores and log, and an index of the records in SQLite,
/// which can be made anew from the folders. A folder is complete before it is moved into place and indexed, so that a
/// process killed at any moment leaves no half result. Safe to share between threads.
/// </summary>
public sealed class ResultStore : IDisposable
{
    private const int SchemaVersion = 2;

    private readonly Lock _gate = new();
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

    /// <summary>How many results there are.</summary>
    public long Count => Query("SELECT count(*) FROM results", reader => reader.GetInt64(0))[0];

    /// <summary>The result with an id; null if there is none.</summary>
    /// <param name="id">Id of the trial.</param>
    public TrialResult? Find(string id) => Read("WHERE id = $0", id).FirstOrDefault();

    /// <summary>The results whose ids begin with some digits; at most two of them.</summary>
    /// <param name="prefix">The first digits.</param>
    public IReadOnlyList<TrialResult> StartingWith(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Read("WHERE id >= $0 AND id < $1 ORDER BY id LIMIT 2", prefix, prefix + '\uffff');
    }

    /// <summary>The results that a board is made of, in the order they were finished.</summary>
    /// <param name="challenge">Name of the challenge.</param>
    /// <param name="version">Its version.</param>
    /// <param name="dataHash">Fingerprint of the data; null for those that the newest result was made on.</param>
    public IReadOnlyList<TrialResult> Of(string challenge, int version, string? dataHash)
    {
        const string newest = "SELECT data FROM results WHERE challenge = $0 AND version = $1 ORDER BY number DESC LIMIT 1";
        dataHash ??= Query(newest, reader => reader.GetString(0), challenge, version).FirstOrDefault();
        return dataHash is null ? [] : Read("WHERE challenge = $0 AND version = $1 AND data = $2 ORDER BY number", challenge, version, dataHash);
    }

    /// <summary>The results finished last, the newest first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<TrialResult> Newest(int count) => Read("ORDER BY number DESC LIMIT $0", count);

    /// <summary>The folder of a trial's files.</summary>
    /// <param name="id">Id of the trial.</param>
    public TrialFolder FolderOf(string id) => new(Path.Combine(_workspace.ResultsDirectory, id));

    /// <summary>True if the files of scores that a record names are there, with the lengths they were written with.</summary>
    /// <param name="result">The record.</param>
    public bool HasScoresOf(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var folder = FolderOf(result.Id).Path;
        return result.Files?.All(file => file.Value.HasLengthOf(Path.Combine(folder, file.Key))) ?? Directory.Exists(folder);
    }

    /// <summary>Keeps a result with its files; a result with the same id is replaced.</summary>
    /// <param name="result">The record.</param>
    /// <param name="folder">The folder with its scores and log, which is moved into place; null if there is none.</param>
    public void Add(TrialResult result, TrialFolder? folder)
    {
        ArgumentNullException.ThrowIfNull(result);
        Guard(_workspace, () =>
        {
            var place = FolderOf(result.Id).Path;
            if (Directory.Exists(place))
                Directory.Delete(place, recursive: true);
            if (folder is not null && Directory.Exists(folder.Path))
            {
                folder.WriteResult(result);
                Directory.CreateDirectory(_workspace.ResultsDirectory);
                Directory.Move(folder.Path, place);
            }

            lock (_gate)
                Index(_connection, result);
            return true;
        });
    }

    /// <summary>Reads a trial's raw scores back.</summary>
    /// <param name="result">A result whose status is ok.</param>
    /// <exception cref="UserInputException">A score file is missing or corrupt.</exception>
    public TrialScores ReadScores(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var folder = FolderOf(result.Id).Path;
        if (!Directory.Exists(folder) || !HasScoresOf(result))
            throw new UserInputException("scores-missing", $"The raw scores of trial {result.Id} are not in {folder}, or not whole.", "Run the challenge again.");
        var arrays = Directory.EnumerateFiles(folder, "*.npy").Order(StringComparer.Ordinal).ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            NpyFile.ReadSingles);
        return new TrialScores(result.Seed, arrays, result.FitSeconds, result.ScoreSeconds ?? 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static void Prepare(SqliteConnection connection, Workspace workspace)
    {
        Execute(connection, "PRAGMA synchronous = NORMAL");
        var version = (long)Command(connection, "PRAGMA user_version").ExecuteScalar()!;
        if (version > SchemaVersion)
        {
            throw new UserInputException(
                "workspace-newer",
                $"The workspace database {workspace.DatabasePath} has version {version}; this program knows versions up to {SchemaVersion}.",
                "Use the newer program, or name another workspace with --workspace DIR.");
        }

        if (version == SchemaVersion)
            return;
        Execute(connection, "PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction();
        var earlier = version == 1 ? OfVersion1(connection) : OfFolders(workspace);
        Execute(
            connection,
            $"""
            DROP TABLE IF EXISTS results;
            CREATE TABLE results (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                challenge TEXT NOT NULL,
                version INTEGER NOT NULL,
                data TEXT NOT NULL,
                document TEXT NOT NULL,
                runs BLOB NOT NULL);
            CREATE INDEX results_of_board ON results (challenge, version, data, number);
            CREATE INDEX results_by_age ON results (challenge, version, number);
            PRAGMA user_version = {SchemaVersion};
            """);
        foreach (var result in earlier)
            Index(connection, result);
        transaction.Commit();
    }

    private static List<TrialResult> OfVersion1(SqliteConnection connection)
    {
        using var reader = Command(connection, "SELECT document FROM results ORDER BY number").ExecuteReader();
        var results = new List<TrialResult>();
        while (reader.Read())
            results.Add(JsonSerializer.Deserialize(reader.GetString(0), ResultJson.Default.TrialResult)!);
        return results;
    }

    // A database that was lost or moved away is made again from the folders.
    private static List<TrialResult> OfFolders(Workspace workspace) => !Directory.Exists(workspace.ResultsDirectory) ? [] :
    [
        .. Directory.EnumerateDirectories(workspace.ResultsDirectory)
            .Select(folder => new TrialFolder(folder).ReadResult())
            .OfType<TrialResult>()
            .OrderBy(result => result.Finished).ThenBy(result => result.Id, StringComparer.Ordinal),
    ];

    // The runs stand apart from the document: as text they would be most of it.
    private static void Index(SqliteConnection connection, TrialResult result)
    {
        using var command = Command(
            connection,
            """
            DELETE FROM results WHERE id = $0;
            INSERT INTO results (id, challenge, version, data, document, runs) VALUES ($0, $1, $2, $3, $4, $5);
            """,
            result.Id,
            result.Challenge,
            result.Version,
            result.DataHash,
            JsonSerializer.Serialize(result with { PrimaryRuns = [] }, ResultJson.Default.TrialResult),
            MemoryMarshal.AsBytes<double>(result.PrimaryRuns.ToArray()).ToArray());
        command.ExecuteNonQuery();
    }

    private List<TrialResult> Read(string condition, params object[] values) => Query(
        $"SELECT document, runs FROM results {condition}",
        reader => JsonSerializer.Deserialize(reader.GetString(0), ResultJson.Default.TrialResult)! with
        {
            PrimaryRuns = MemoryMarshal.Cast<byte, double>((byte[])reader[1]).ToArray(),
        },
        values);

    private List<T> Query<T>(string query, Func<SqliteDataReader, T> read, params object[] values) => Guard(_workspace, () =>
    {
        lock (_gate)
        {
            using var command = Command(_connection, query, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
                rows.Add(read(reader));
            return rows;
        }
    });

    private static void Execute(SqliteConnection connection, string statements)
    {
        using var command = Command(connection, statements);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, params object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i}", values[i]);
        return command;
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
            throw workspace.NotWritable(failure);
        }
    }
}
