using DarkMachines.Challenges;
using DarkMachines.Challenges.DmAstro;
using DarkMachines.Data;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;
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
        var folder = Folder("knn");
        using (var store = ResultStore.Open(_workspace))
            store.Add(result with { Files = StoredFile.Of(folder.Path, "*.npy") }, folder);

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
        Assert.Equal([("b", 0.2), ("a", 0.3)], store.Of("dm-astro", new DmAstroChallenge().Version, null).Select(r => (r.Id, r.PrimaryRuns[0])));
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

    [Fact]
    public void Scores_that_were_cut_off_are_noticed()
    {
        using var store = ResultStore.Open(_workspace);
        var folder = Folder("cut");
        var result = BoardTests.Result("cut", [0.5]) with { Files = StoredFile.Of(folder.Path, "*.npy") };
        store.Add(result, folder);
        Assert.True(store.HasScoresOf(result));
        var file = Path.Combine(store.FolderOf("cut").Path, "scores.npy");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        Assert.False(store.HasScoresOf(result));
        Assert.Equal("scores-missing", Assert.Throws<UserInputException>(() => store.ReadScores(result)).Code);
    }

    [Fact]
    public void A_database_that_was_moved_away_is_made_again_from_the_folders()
    {
        using (var store = ResultStore.Open(_workspace))
        {
            store.Add(BoardTests.Result("b", [0.5, 0.25]) with { Finished = DateTimeOffset.UnixEpoch.AddDays(2) }, Folder("b"));
            store.Add(BoardTests.Result("a", [0.75]) with { Finished = DateTimeOffset.UnixEpoch.AddDays(1) }, Folder("a"));
        }

        Directory.CreateDirectory(Path.Combine(_workspace.ResultsDirectory, "half"));
        File.WriteAllText(Path.Combine(_workspace.ResultsDirectory, "half", "result.json"), "{ \"id\": \"ha");
        File.Delete(_workspace.DatabasePath);
        using var again = ResultStore.Open(_workspace);
        Assert.Equal(["a", "b"], again.Of("dm-astro", new DmAstroChallenge().Version, null).Select(r => r.Id));
        Assert.Equal([0.5, 0.25], again.Find("b")!.PrimaryRuns);
    }

    [Fact]
    public void A_database_of_the_first_version_is_taken_over()
    {
        var document = System.Text.Json.JsonSerializer.Serialize(BoardTests.Result("old", [0.5, 0.75]), ResultJson.Default.TrialResult);
        Execute("CREATE TABLE results (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, challenge TEXT NOT NULL, document TEXT NOT NULL)");
        Execute($"INSERT INTO results (id, challenge, document) VALUES ('old', 'dm-astro', '{document}')");
        Execute("PRAGMA user_version = 1");
        using var store = ResultStore.Open(_workspace);
        Assert.Equal([0.5, 0.75], store.Find("old")!.PrimaryRuns);
        store.Add(BoardTests.Result("new", [0.1]), null);
        Assert.Equal(["new", "old"], store.Newest(5).Select(r => r.Id));
    }

    [Fact]
    public void Ids_are_found_by_their_first_digits()
    {
        using var store = ResultStore.Open(_workspace);
        foreach (var id in (string[])["ab12", "ab34", "cd56"])
            store.Add(BoardTests.Result(id, [0.1]), null);
        Assert.Equal("cd56", Assert.Single(store.StartingWith("c")).Id);
        Assert.Equal(2, store.StartingWith("ab").Count);
        Assert.Empty(store.StartingWith("b"));
        Assert.Equal(3, store.Count);
    }

    [Fact]
    public async Task A_second_writer_waits_for_the_first()
    {
        var held = _workspace.LockForWriting();
        var waiting = new ManualResetEventSlim();
        var second = Task.Run(() => _workspace.WaitForWriting(waiting.Set, CancellationToken.None));
        waiting.Wait();
        Assert.True(_workspace.IsInUse());
        Assert.False(second.IsCompleted);
        held.Dispose();
        (await second).Dispose();
        Assert.False(_workspace.IsInUse());
    }

    [Fact]
    public void Results_stay_in_the_order_they_were_finished_when_the_clock_goes_backwards()
    {
        using var store = ResultStore.Open(_workspace);
        var noon = DateTimeOffset.UnixEpoch.AddHours(12);
        for (var hour = 0; hour < 3; hour++)
            store.Add(BoardTests.Result("knn", [0.1 * (hour + 1)]) with { Id = $"{hour}", Finished = noon.AddHours(-hour) }, null);
        Assert.Equal(["2", "1", "0"], store.Newest(3).Select(r => r.Id));
        var row = Board.Rank(ChallengeCatalogue.All[0], store.Of("dm-astro", new DmAstroChallenge().Version, null)).Single(r => r.Source == "run");
        Assert.Equal("2", row.Trial!.Id);
    }

    private TrialFolder Folder(string id)
    {
        var folder = new TrialFolder(Path.Combine(_workspace.TrialsDirectory, id));
        Directory.CreateDirectory(folder.Path);
        NpyFile.Write(Path.Combine(folder.Path, "scores.npy"), [1, 2, 3, 4, 5, 6], [2, 3]);
        return folder;
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
