using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DarkMachines.Onnx;
using DarkMachines.Onnx.Trees;

namespace DarkMachines.Cli.Tests;

/// <summary>Models and tables that the memory cannot hold, in a process that may use little.</summary>
public sealed class MemoryTests : WorkspaceTest
{
    private static readonly (string, string)[] Limit = [("DOTNET_GCHeapHardLimit", "9000000")]; // Hexadecimal: 151 MB.

    [Fact]
    public void A_file_that_memory_cannot_hold_is_refused_before_it_is_read()
    {
        var path = Path.Combine(Folder, "large.onnx");
        using (var file = File.Create(path))
            file.SetLength(80_000_000);
        var run = CliRun.AsProcess(Limit, ["onnx", "inspect", path]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"'{path}' takes about 240 MB of memory, and this process may use 151 MB.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forest_that_memory_cannot_hold_is_refused_before_it_is_made()
    {
        var path = Path.Combine(Folder, "forest.onnx");
        OnnxExport.Save(new Forest(), path);
        Assert.Equal(0, CliRun.AsProcess("onnx", "inspect", path).ExitCode);
        var run = CliRun.AsProcess(Limit, ["onnx", "inspect", path]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("this process may use 151 MB", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal-error", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f4", 4, 160)]
    [InlineData("|u1", 1, 200)] // As they are read, and as float32.
    public void An_array_that_memory_cannot_hold_is_refused_whatever_its_archive_claims(string type, int bytes, int megabytes)
    {
        const int count = 40_000_000;
        var path = Path.Combine(Folder, "t.npz");
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({count},), }}".PadRight(117) + '\n';
        WriteArchive(path, "x.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)], claimed: 128 + count * bytes);
        string[] fit = ["fit", "mahalanobis", path, "-o", Path.Combine(Folder, "m.onnx")];
        var run = CliRun.AsProcess(Limit, fit);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"'{path}#x' takes about {megabytes} MB of memory, and this process may use 151 MB.", run.Error, StringComparison.Ordinal);
        Assert.Contains("is no NPZ file, or is damaged", CliRun.InProcess(fit).Error, StringComparison.Ordinal);
    }

    private static void WriteArchive(string path, string name, byte[] content, int claimed)
    {
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry(name).Open())
            entry.Write(content);
        var bytes = File.ReadAllBytes(path);
        // Byte 24 of the entry's line in the archive's directory is where its length stands.
        var line = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(line + 24), claimed);
        File.WriteAllBytes(path, bytes);
    }

    // A chain of splits in each tree: about 1.2 million nodes.
    private sealed class Forest : ISurrogateModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => [new("x")];

        public IReadOnlyList<Feature> Outputs => [new("y")];

        public IReadOnlyList<ValidRange> ValidRanges => [new(0, 1)];

        public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph) => graph.Values(graph.TreeEnsemble(graph.Rows, new TreeEnsemble([.. Enumerable.Range(0, 60).Select(_ => Chain(10_000))])));

        private static Tree Chain(int splits)
        {
            var tree = new Tree(width: 1);
            for (int split = 0, leaf = 0; split < splits; split++)
                leaf = tree.Split(leaf, column: 0, threshold: -split);
            return tree;
        }
    }
}
