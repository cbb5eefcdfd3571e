using DarkMachines.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Data.Tests;

/// <summary>The files in Golden are NumPy's; make_npy.py wrote them.</summary>
public sealed class NpyFileTests : IDisposable
{
    private static readonly double[] Eighths = [.. Enumerable.Range(0, 12).Select(i => i / 8.0 - 0.5)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("float32-3x4", 3, 4)]
    [InlineData("float32-18-axes", 12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)]
    public void Writes_float32_as_NumPy_does(string golden, params int[] shape)
    {
        var path = _folder.PathTo("array.npy");
        NpyFile.Write(path, Array.ConvertAll(Eighths, x => (float)x), shape);
        Assert.Equal(File.ReadAllBytes(Golden(golden)), File.ReadAllBytes(path));
    }

    [Fact]
    public void Writes_float64_as_NumPy_does()
    {
        var path = _folder.PathTo("array.npy");
        NpyFile.Write(path, Eighths, [12]);
        Assert.Equal(File.ReadAllBytes(Golden("float64-12")), File.ReadAllBytes(path));
        NpyFile.Write(path, [0.1], []);
        Assert.Equal(File.ReadAllBytes(Golden("float64-scalar")), File.ReadAllBytes(path));
        NpyFile.Write(path, ReadOnlySpan<float>.Empty, [0, 4]);
        Assert.Equal(File.ReadAllBytes(Golden("float32-no-rows")), File.ReadAllBytes(path));
    }

    [Fact]
    public void Reads_what_NumPy_wrote_at_either_precision()
    {
        var singles = NpyFile.ReadSingles(Golden("float32-3x4"));
        Assert.Equal([3, 4], singles.Shape);
        Assert.Equal(Array.ConvertAll(Eighths, x => (float)x), singles.Values);
        Assert.Equal(Eighths, NpyFile.ReadDoubles(Golden("float32-3x4")).Values);
        Assert.Equal(Eighths, NpyFile.ReadDoubles(Golden("float64-12")).Values);
        Assert.Equal(singles.Values, NpyFile.ReadSingles(Golden("float64-12")).Values);

        var scalar = NpyFile.ReadDoubles(Golden("float64-scalar"));
        Assert.Empty(scalar.Shape);
        Assert.Equal([0.1], scalar.Values);
        Assert.Equal([0, 4], NpyFile.ReadSingles(Golden("float32-no-rows")).Shape);
    }

    [Fact]
    public void Turns_Fortran_order_into_C_order()
    {
        var array = NpyFile.ReadDoubles(Golden("float64-fortran-2x3x2"));
        Assert.Equal([2, 3, 2], array.Shape);
        Assert.Equal(Eighths, array.Values);
    }

    [Fact]
    public void Any_array_comes_back_to_the_bit() => Check.QuickThrowOnFailure(
        Prop.ForAll<float[], PositiveInt>((values, columns) =>
        {
            var rows = values.Length / columns.Get;
            values = values[..(rows * columns.Get)];
            var path = _folder.PathTo("array.npy");
            NpyFile.Write(path, values, [rows, columns.Get]);
            var array = NpyFile.ReadSingles(path);
            return array.Shape.SequenceEqual([rows, columns.Get])
                && array.Values.Select(BitConverter.SingleToInt32Bits).SequenceEqual(values.Select(BitConverter.SingleToInt32Bits));
        }));

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        var whole = File.ReadAllBytes(Golden("float32-3x4"));
        var path = _folder.PathTo("array.npy");
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            var error = Assert.Throws<UserInputException>(() => NpyFile.ReadSingles(path));
            Assert.Equal(length < 10 ? "npy-unsupported" : "file-truncated", error.Code);
        }
    }

    [Fact]
    public void Bytes_after_the_array_are_refused()
    {
        var path = _folder.PathTo("array.npy");
        File.WriteAllBytes(path, [.. File.ReadAllBytes(Golden("float32-3x4")), 0]);
        Assert.Equal("npy-overlong", Assert.Throws<UserInputException>(() => NpyFile.ReadSingles(path)).Code);
    }

    [Theory]
    [InlineData("int64", "'<i8'")]
    [InlineData("big-endian", "'>f8'")]
    [InlineData("record", "one plain array")]
    [InlineData("archive.npz", "does not begin as an NPY file")]
    public void Other_arrays_are_refused_by_name(string golden, string found)
    {
        var error = Assert.Throws<UserInputException>(() => NpyFile.ReadSingles(Golden(golden)));
        Assert.Equal("npy-unsupported", error.Code);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_too_large_for_memory_asks_for_none()
    {
        var path = _folder.PathTo("array.npy");
        var header = new NpyHeader("<f4", IsFortranOrder: false, [int.MaxValue, int.MaxValue]);
        File.WriteAllBytes(path, header.ToBytes());
        Assert.Equal("npy-unsupported", Assert.Throws<UserInputException>(() => NpyFile.ReadSingles(path)).Code);
        File.WriteAllBytes(path, (header with { Shape = [1_000_000, 2000] }).ToBytes());
        Assert.Equal("file-truncated", Assert.Throws<UserInputException>(() => NpyFile.ReadSingles(path)).Code);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("file-missing", Assert.Throws<UserInputException>(() => NpyFile.ReadSingles(_folder.PathTo("none.npy"))).Code);

    [Fact]
    public void A_shape_that_does_not_fit_the_values_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => NpyFile.Write(_folder.PathTo("array.npy"), [1f, 2f], [3]));

    private static string Golden(string name) => Path.Combine(
        SharedData.Repository, "tests", "DarkMachines.Data.Tests", "Golden", Path.HasExtension(name) ? name : $"{name}.npy");
}
