using DarkMachines.Challenges;
using DarkMachines.Data;
using DarkMachines.Hosting.Results;
using DarkMachines.Statistics;
using Microsoft.Data.Sqlite;

namespace DarkMachines.Hosting.Tests.Results;

public sealed class ResultStoreTests : IDisposable
{
    private readonly Workspace _workspace = new(Directory.CreateTempSubdirectory("darkmachines-").FullName);

    public void Dispose() => Directory.Delete(_workspace.Directory, recursive: true);

    [Fact]
    public void What_is_added_is_read_back()
    {
        var result = BoardTests.Result("knn", [0.5, 0.75]) with
        {
            Metrics = new Dictionary<string, Estimate> { ["overall-accuracy"] = new(0.1 + 0.2, 0.01, 0.2, null) },
            FitSeconds = 1.5,
            Seed = 1UL << 53,
        };
        var scores = new Dictionary<string, NpyArray<float>> { ["scores"] = new([2, 3], [1, 2, 3, 4, 5, 6]) };
        using (var store = ResultStore.Open(_workspace))
            store.Add(result, new TrialScores(result.Seed, scores, 1.5, 0.5));

        using var again = ResultStore.Open(_workspace);
        var read = again.Find("knn")!;
        Assert.Equal(result.Metrics, read.Metrics);
        Assert.Equal(result.PrimaryRuns, read.PrimaryRuns);
        Assert.Equal(result.Seed, read.Seed);
        var array = again.ReadScores(read).Arrays["scores"];
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.Values);
    }

    [Fact]
    public void A_result_with_the_same_id_replaces_the_first_and_comes_last()
    {
        using var store = ResultStore.Open(_workspace);
        store.Add(BoardTests.Result("a", [0.1]), null);
        store.Add(BoardTests.Result("b", [0.2]), null);
        store.Add(BoardTests.Result("a", [0.3]), null);
        Assert.Equal([("b", 0.2), ("a", 0.3)], store.Of("dm-astro").Select(r => (r.Id, r.PrimaryRuns[0])));
    }

    [Fact]
    public void A_database_from_a_newer_version_is_refused_and_left_alone()
    {
        Execute("PRAGMA user_version = 99");
        var failure = Assert.Throws<UserInputException>(() => ResultStore.Open(_workspace));
        Assert.Equal("workspace-newer", failure.Code);
        Assert.Contains("99", failure.Message, StringComparison.Ordinal);
        Execute("PRAGMA user_version = 99");
    }

    [Fact]
    public void A_corrupt_database_is_refused_with_one_sentence_and_not_overwritten()
    {
        byte[] garbage = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))];
        File.WriteAllBytes(_workspace.DatabasePath, garbage);
        var failure = Assert.Throws<UserInputException>(() => ResultStore.Open(_workspace));
        Assert.Equal("workspace-corrupt", failure.Code);
        Assert.Equal(garbage, File.ReadAllBytes(_workspace.DatabasePath));
    }

    [Fact]
    public void Missing_score_files_are_named()
    {
        using var store = ResultStore.Open(_workspace);
        var failure = Assert.Throws<UserInputException>(() => store.ReadScores(BoardTests.Result("gone", [0.1])));
        Assert.Equal("scores-missing", failure.Code);
    }

    [Fact]
    public void Only_one_writer_at_a_time()
    {
        using (_workspace.LockForWriting())
            Assert.Equal("workspace-in-use", Assert.Throws<UserInputException>(_workspace.LockForWriting).Code);
        _workspace.LockForWriting().Dispose();
    }

    [Fact]
    public void A_workspace_that_cannot_be_made_is_refused()
    {
        var file = Path.Combine(_workspace.Directory, "file");
        File.WriteAllText(file, "");
        var failure = Assert.Throws<UserInputException>(() => new Workspace(Path.Combine(file, "inside")).LockForWriting());
        Assert.Equal("workspace-not-writable", failure.Code);
    }

    private void Execute(string command)
    {
        using var connection = new SqliteConnection($"Data Source={_workspace.DatabasePath};Pooling=False");
        connection.Open();
        using var execute = connection.CreateCommand();
        execute.CommandText = command;
        execute.ExecuteNonQuery();
    }
}
