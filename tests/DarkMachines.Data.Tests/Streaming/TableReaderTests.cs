using System.IO.Compression;

namespace DarkMachines.Data.Tests.Streaming;

public sealed class TableReaderTests : IDisposable
{
    private static readonly float[] Values = [.. Enumerable.Range(0, 30).Select(i => i / 4f)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public void Rows_come_in_pieces_of_any_size(int rowsAtOnce)
    {
        foreach (var specification in Files())
        {
            using var reader = TableReader.Open(specification);
            Assert.Equal(3, reader.Names.Count);
            var read = new List<float>();
            var piece = new float[rowsAtOnce * 2];
            while (reader.Read([2, 0], piece) is var count and > 0)
                read.AddRange(piece[..(count * 2)]);
            Assert.Equal(Enumerable.Range(0, 10).SelectMany(row => new[] { Values[row * 3 + 2], Values[row * 3] }), read);
            Assert.Equal(1, reader.Share);
        }
    }

    [Fact]
    public void Columns_that_are_not_wanted_may_hold_anything()
    {
        using var reader = TableReader.Open(_folder.Write("t.csv", "file,a,b\nx.slha,1,2\n\n\"y.slha\",,4\n"));
        Assert.True(reader.HasNames);
        var rows = new float[4];
        Assert.Equal(2, reader.Read([1, 2], rows));
        Assert.Equal([1, 2, float.NaN, 4], rows);
        Assert.Equal(0, reader.Read([1, 2], rows));
    }

    [Theory]
    [InlineData("a,b\n1\n", "wrong-column-count", "line 2")]
    [InlineData("a,b\n1,2\n\n1,x\n", "not-a-number", "'x' in line 4, column 'b'")]
    [InlineData("\n", "file-empty", "has no rows")]
    public void Wrong_text_is_refused_with_its_line(string text, string code, string message)
    {
        var path = _folder.Write("t.csv", text);
        var error = Assert.Throws<UserInputException>(() =>
        {
            using var reader = TableReader.Open(path);
            reader.Read([0, 1], new float[20]);
        });
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_off_is_refused()
    {
        var path = _folder.PathTo("t.npy");
        NpyFile.Write(path, Values, [10, 3]);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5]);
        using var reader = TableReader.Open(path);
        Assert.Equal("file-truncated", Assert.Throws<UserInputException>(() => reader.Read([0, 1, 2], new float[30])).Code);
    }

    [Fact]
    public void A_row_that_a_header_claims_asks_for_no_memory_before_it_is_there()
    {
        var path = _folder.PathTo("t.npy");
        File.WriteAllBytes(path, new NpyHeader("<f4", IsFortranOrder: false, [1, 3_000_000]).ToBytes());
        Assert.Equal("file-truncated", Assert.Throws<UserInputException>(() => TableReader.Open(path)).Code);
    }

    private IEnumerable<string> Files()
    {
        yield return _folder.Write("t.csv", string.Join('\n', Values.Chunk(3).Select(row => FormattableString.Invariant($"{row[0]},{row[1]},{row[2]}"))));
        NpyFile.Write(_folder.PathTo("single.npy"), Values, [10, 3]);
        yield return _folder.PathTo("single.npy");
        NpyFile.Write(_folder.PathTo("double.npy"), Array.ConvertAll(Values, value => (double)value), [10, 3]);
        yield return _folder.PathTo("double.npy");
        File.Delete(_folder.PathTo("t.npz"));
        using (var archive = ZipFile.Open(_folder.PathTo("t.npz"), ZipArchiveMode.Create))
            archive.CreateEntryFromFile(_folder.PathTo("double.npy"), "x.npy");
        yield return _folder.PathTo("t.npz") + "#x";
        float[] columns = [.. Enumerable.Range(0, 30).Select(i => Values[i % 10 * 3 + i / 10])];
        NpyFile.Write(_folder.PathTo("fortran.npy"), columns, [10, 3]);
        var bytes = File.ReadAllBytes(_folder.PathTo("fortran.npy"));
        System.Text.Encoding.ASCII.GetBytes("True ").CopyTo(bytes, bytes.AsSpan().IndexOf("False"u8));
        File.WriteAllBytes(_folder.PathTo("fortran.npy"), bytes);
        yield return _folder.PathTo("fortran.npy");
    }
}
