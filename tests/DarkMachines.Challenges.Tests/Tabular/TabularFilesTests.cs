using System.IO.Compression;
using DarkMachines.Challenges.Tabular;
using DarkMachines.Data;

namespace DarkMachines.Challenges.Tests.Tabular;

public sealed class TabularFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tabular").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Files_in_the_root_or_its_folder_tables_are_tasks_named_without_number()
    {
        Archive("29_Pima.npz", Rows(20, 3), Labels(20));
        Archive("7.npz", Rows(20, 2), Labels(20));
        var data = new TabularChallenge().Load(_root);
        Assert.False(data.IsSimulated);
        Assert.Equal(["inductive/7", "inductive/pima", "novelty/7", "novelty/pima"], data.Tasks.Select(t => t.Name));
        Assert.Equal(["x0", "x1", "x2"], data.Tasks[1].Features);

        Directory.CreateDirectory(Path.Combine(_root, "tables"));
        Assert.True(new TabularChallenge().Load(_root).IsSimulated);
        File.Move(Path.Combine(_root, "7.npz"), Path.Combine(_root, "tables", "7.npz"));
        Assert.Equal(["inductive/7", "novelty/7"], new TabularChallenge().Load(_root).Tasks.Select(t => t.Name));
    }

    [Fact]
    public void The_fingerprint_tells_data_apart()
    {
        Archive("a.npz", Rows(20, 3), Labels(20));
        var first = new TabularChallenge().Load(_root).Fingerprint;
        Assert.Equal(first, new TabularChallenge().Load(_root).Fingerprint);
        Archive("a.npz", Rows(20, 3), [.. Labels(20).Reverse()]);
        Assert.NotEqual(first, new TabularChallenge().Load(_root).Fingerprint);
    }

    [Fact]
    public void What_is_no_set_is_refused_with_the_reason()
    {
        Assert.Equal("data-root-missing", Refused(Path.Combine(_root, "none")).Code);

        Archive("a.npz", Rows(20, 3), Labels(19));
        Assert.Contains("a label for each row", Refused(_root).Message, StringComparison.Ordinal);
        Archive("a.npz", Rows(20, 3), [2, .. Labels(19)]);
        Assert.Contains("neither 0 (normal) nor 1", Refused(_root).Message, StringComparison.Ordinal);
        Archive("a.npz", Rows(20, 3), [.. new float[18], 1, 1]);
        Assert.Contains("2 of 20 rows are anomalous", Refused(_root).Message, StringComparison.Ordinal);
        var values = Rows(20, 3);
        values.Values[7] = float.NaN;
        Archive("a.npz", values, Labels(20));
        Assert.Contains("row 2", Refused(_root).Message, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(_root, "a.npz"), "no archive");
        Assert.Equal("npz-damaged", Refused(_root).Code);
        using (var archive = ZipFile.Open(Path.Combine(_root, "b.npz"), ZipArchiveMode.Create))
            archive.CreateEntry("z.npy");
        File.Delete(Path.Combine(_root, "a.npz"));
        Assert.Equal("unknown-array", Refused(_root).Code);
        File.Delete(Path.Combine(_root, "b.npz"));

        Archive("1_a.npz", Rows(20, 3), Labels(20));
        Archive("2_A.npz", Rows(20, 3), Labels(20));
        Assert.Equal("set-name-twice", Refused(_root).Code);
    }

    [Fact]
    public void Published_rows_belong_to_inductive_tasks_and_carry_their_source()
    {
        var published = new TabularChallenge().Published;
        var row = published.Single(p => p.Task == "inductive/cardio" && p.Algorithm == "IForest");
        Assert.Equal(0.9213, row.Metrics["auc"].Value);
        Assert.Contains("1831 rows × 21 columns", row.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(published, p => p.Task == "inductive/wbc");
        Assert.Equal(16 * 16, published.Count);
    }

    private static UserInputException Refused(string root) => Assert.Throws<UserInputException>(() => new TabularChallenge().Load(root));

    private static NpyArray<float> Rows(int rows, int columns) => new([rows, columns], [.. Enumerable.Range(0, rows * columns).Select(i => i * 0.1f)]);

    private static float[] Labels(int rows) => [.. Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? 1f : 0f)];

    private void Archive(string name, NpyArray<float> rows, float[] labels)
    {
        var path = Path.Combine(_root, name);
        File.Delete(path);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("X.npy", rows.Values, rows.Shape);
        Add("y.npy", labels, [labels.Length]);

        void Add(string entry, float[] values, IReadOnlyList<int> shape)
        {
            var file = Path.Combine(_root, entry);
            NpyFile.Write(file, values, shape);
            archive.CreateEntryFromFile(file, entry);
            File.Delete(file);
        }
    }
}
