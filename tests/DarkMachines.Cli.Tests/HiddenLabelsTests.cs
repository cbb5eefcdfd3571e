using System.IO.Compression;
using DarkMachines.Data;

namespace DarkMachines.Cli.Tests;

/// <summary>What the process of an algorithm can find out about the labels of the rows it is to score: nothing.</summary>
public sealed class HiddenLabelsTests : WorkspaceTest
{
    private const int Rows = 60;

    public HiddenLabelsTests()
    {
        CopyFolder(CliRun.TestPlugin("Misbehaving"), Path.Combine(Workspace, "plugins", "Misbehaving"));
        WriteSet(Path.Combine(Folder, "data", "tables", "small.npz"));
    }

    [Theory]
    [InlineData("inductive/small")]
    [InlineData("novelty/small")]
    public void An_entrant_that_searches_its_process_and_files_finds_no_labels(string task)
    {
        var run = Run(task);
        var row = run.Document["results"]!.AsArray().Single(r => (string)r!["algorithm"]! == "searches-for-labels")!;
        Assert.Null((string?)row["reason"]);
        Assert.Equal("ok", (string)row["status"]!);

        // It did look: at its trial and its inputs.
        var log = File.ReadAllText(Path.Combine(Workspace, "results", (string)row["id"]!, "log.txt"));
        Assert.Contains("trial.json", log, StringComparison.Ordinal);
        Assert.Contains("pool.npy", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.Combine(Folder, "data"), log, StringComparison.Ordinal);
    }

    [Fact]
    public void It_would_find_labels_that_lay_among_the_inputs()
    {
        Run("inductive/small");
        var inputs = Directory.GetDirectories(Path.Combine(Workspace, "inputs"))[0];
        NpyFile.Write(Path.Combine(inputs, "planted.npy"), [0, 1, 1, 0], [4]);
        var again = Run("inductive/small", "--again");
        var row = again.Document["results"]!.AsArray().Single(r => (string)r!["algorithm"]! == "searches-for-labels")!;
        Assert.Contains("found labels in", (string)row["reason"]!, StringComparison.Ordinal);
    }

    private CliRun Run(string task, params string[] more) => CliRun.AsProcess(
        [("DARKMACHINES_DATA", Path.Combine(Folder, "data"))],
        ["run", "tabular-anomaly", "--task", task, "--repeats", "2", "--workspace", Workspace, "-a", "searches-for-labels", "--json", .. more]);

    private void WriteSet(string path)
    {
        var random = new RandomStream(seed: 8);
        var values = new float[Rows * 3];
        foreach (ref var value in values.AsSpan())
            value = (float)random.Uniform();
        var labels = Enumerable.Range(0, Rows).Select(row => row % 6 == 0 ? 1f : 0f).ToArray();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("X.npy", values, [Rows, 3]);
        Add("y.npy", labels, [Rows]);

        void Add(string name, float[] array, int[] shape)
        {
            var file = Path.Combine(Folder, name);
            NpyFile.Write(file, array, shape);
            archive.CreateEntryFromFile(file, name);
            File.Delete(file);
        }
    }
}
