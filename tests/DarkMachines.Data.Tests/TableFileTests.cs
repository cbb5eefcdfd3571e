namespace DarkMachines.Data.Tests;

public sealed class TableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_with_names_is_read_by_them()
    {
        var table = TableFile.Read(Write("t.csv", "mass, \"angle\" ,kind\n1.5,-2e3,a\n\n NaN ,,b c\n"), "kind");
        Assert.True(table.HasNames);
        Assert.Equal(["mass", "angle"], table.Features.Select(feature => feature.Name));
        Assert.Equal([1.5f, -2000, float.NaN, float.NaN], table.Values);
        Assert.Equal(["a", "b c"], table.Texts["kind"]);
    }

    [Fact]
    public void A_file_without_names_gets_numbers()
    {
        var table = TableFile.Read(Write("t.csv", "1,2\n3,4"));
        Assert.False(table.HasNames);
        Assert.Equal(["x0", "x1"], table.Features.Select(feature => feature.Name));
        Assert.Equal([1f, 2, 3, 4], table.Values);
    }

    [Fact]
    public void All_columns_are_read_as_text_and_only_some_as_numbers_when_asked()
    {
        var path = Write("t.csv", "a,b,c\nx,1,2\ny,3,4\n");
        Assert.Equal(["a", "b", "c"], TableFile.ReadTexts(path).Select(column => column.Key));
        Assert.Equal(["x", "y"], TableFile.ReadTexts(path)[0].Value);
        Assert.Equal([2f, 4], TableFile.ReadColumns(path, ["c"]).Values);
        Assert.Equal(["a", "b", "c"], TableFile.NamesIn(path));
        Assert.Null(TableFile.NamesIn(Write("u.csv", "1,2\n")));
    }

    [Theory]
    [InlineData("a,b\n1\n", "wrong-column-count", "has 1 columns in line 2, where 2 are expected")]
    [InlineData("a,b\n1,2,3\n", "wrong-column-count", "has 3 columns in line 2")]
    [InlineData("a,b\n1,x\n", "not-a-number", "'x' in line 2, column 'b'")]
    [InlineData("a,a\n1,2\n", "wrong-header", "the name 'a' 2 times")]
    [InlineData("a,b\n", "file-empty", "has no rows")]
    [InlineData("", "file-empty", "has no rows")]
    public void Wrong_text_is_refused_with_its_place(string text, string code, string message)
    {
        var error = Assert.Throws<UserInputException>(() => TableFile.Read(Write("t.csv", text)));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    // Written by numpy.savez_compressed, numpy.savez and numpy.save: golden/make_tables.py.
    [Theory]
    [InlineData("tables.npz#matrix", new[] { 1f, 2, 3, 4, 5, 6 }, 3)]
    [InlineData("tables.npz#whole", new[] { -1f, 0, 300 }, 1)]
    [InlineData("tables.npz#truth", new[] { 1f, 0, 1 }, 1)]
    [InlineData("tables.npz#fortran", new[] { 1f, 2, 3, 4, 5, 6 }, 3)]
    [InlineData("single.npz", new[] { 0.5f, 0.25f }, 1)]
    public void Arrays_of_NumPy_s_archives_are_read(string specification, float[] values, int columns)
    {
        var table = TableFile.Read(Golden(specification));
        Assert.Equal(values, table.Values);
        Assert.Equal(columns, table.Features.Count);
        Assert.False(table.HasNames);
        Assert.True(TableFile.Exists(Golden(specification)));
    }

    [Theory]
    [InlineData("tables.npz#matrx", "unknown-array", "has no array 'matrx'")]
    [InlineData("tables.npz", "unknown-array", "several arrays")]
    [InlineData("tables.npz#cube", "npy-unsupported", "has the shape (1, 2, 3)")]
    [InlineData("tables.npz#text", "npy-unsupported", "'<U3', not numbers")]
    [InlineData("none.npz#x", "file-missing", "There is no file")]
    public void Wrong_arrays_are_refused(string specification, string code, string message)
    {
        var error = Assert.Throws<UserInputException>(() => TableFile.Read(Golden(specification)));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.NotEqual("", error.Remedy);
    }

    [Fact]
    public void A_damaged_archive_is_refused() =>
        Assert.Equal("npz-damaged", Assert.Throws<UserInputException>(() => TableFile.Read(Write("t.npz", "no archive"))).Code);

    [Fact]
    public void A_column_of_an_array_can_be_labels()
    {
        var table = TableFile.Read(Golden("tables.npz#matrix"), "x1");
        Assert.Equal(["2", "5"], table.Texts["x1"]);
        Assert.Equal([1f, 3, 4, 6], table.Values);
    }

    private static string Golden(string name) =>
        Path.Combine(Testing.SharedData.Repository, "tests", "DarkMachines.Data.Tests", "Golden", name);

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.PathTo(name), text);
        return _folder.PathTo(name);
    }
}
