using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DarkMachines.Data;

/// <summary>
/// Reads and writes arrays of float32 and float64 in NumPy's NPY format, version 1.0, little-endian. What is written is,
/// byte for byte, what <c>numpy.save</c> writes; arrays in Fortran order are turned into C order as they are read.
/// </summary>
public static class NpyFile
{
    internal const string SinglePrecision = "<f4";
    internal const string DoublePrecision = "<f8";

    // Numbers read at a time: a span of bytes cannot cover an array of 2 GB or more.
    private const int ChunkLength = 1 << 20;

    /// <summary>Writes an array of float32.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="values">The numbers in C order.</param>
    /// <param name="shape">Length along each axis; the product is the number of values.</param>
    /// <exception cref="ArgumentException">Shape and values do not fit together.</exception>
    public static void Write(string path, ReadOnlySpan<float> values, IReadOnlyList<int> shape) =>
        Write(path, SinglePrecision, values, shape);

    /// <summary>Writes an array of float64.</summary>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{float}, IReadOnlyList{int})"/>
    public static void Write(string path, ReadOnlySpan<double> values, IReadOnlyList<int> shape) =>
        Write(path, DoublePrecision, values, shape);

    /// <summary>Reads an array as float32; float64 values are rounded.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserInputException">
    /// The file cannot be read (<c>file-missing</c>, <c>file-unreadable</c>), is no NPY file of version 1.0 or holds other
    /// numbers (<c>npy-unsupported</c>), does not end where its shape says (<c>file-truncated</c>, <c>npy-overlong</c>), or is
    /// larger than the memory (<c>array-too-large</c>).
    /// </exception>
    public static NpyArray<float> ReadSingles(string path) => Read<float>(path);

    /// <summary>Reads an array as float64; float32 values are widened.</summary>
    /// <inheritdoc cref="ReadSingles"/>
    public static NpyArray<double> ReadDoubles(string path) => Read<double>(path);

    /// <summary>Reads an array of float32, float64, whole numbers or truth values as T, from a file or a part of one.</summary>
    /// <param name="stream">At the array's beginning.</param>
    /// <param name="length">Bytes from there to its end.</param>
    /// <param name="name">Name for messages.</param>
    internal static NpyArray<T> ReadNumbers<T>(Stream stream, long length, string name) where T : unmanaged, INumber<T>
    {
        var header = NpyHeader.Read(stream, name);
        var left = length - header.ByteCount;
        var values = header.ElementType switch
        {
            SinglePrecision => ReadValues<float, T>(stream, left, header, name),
            DoublePrecision => ReadValues<double, T>(stream, left, header, name),
            "|b1" or "|u1" => ReadValues<byte, T>(stream, left, header, name),
            "|i1" => ReadValues<sbyte, T>(stream, left, header, name),
            "<i2" => ReadValues<short, T>(stream, left, header, name),
            "<u2" => ReadValues<ushort, T>(stream, left, header, name),
            "<i4" => ReadValues<int, T>(stream, left, header, name),
            "<u4" => ReadValues<uint, T>(stream, left, header, name),
            "<i8" => ReadValues<long, T>(stream, left, header, name),
            "<u8" => ReadValues<ulong, T>(stream, left, header, name),
            _ => throw new UserInputException(
                "npy-unsupported", $"'{name}' holds values of type '{header.ElementType}', not numbers.",
                "Convert the array with .astype('float32') before saving it."),
        };
        return new NpyArray<T>(header.Shape, header.IsFortranOrder ? ToRowMajor(values, header.Shape) : values);
    }

    internal static UserInputException Truncated(string path) => new(
        "file-truncated", $"The file '{path}' ends before its array does.", "Fetch or write the file again.");

    private static void Write<T>(string path, string elementType, ReadOnlySpan<T> values, IReadOnlyList<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Any(length => length < 0) || shape.Aggregate(1L, (product, length) => product * length) != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill the shape ({string.Join(", ", shape)}).", nameof(shape));

        using var stream = File.Create(path);
        stream.Write(new NpyHeader(elementType, IsFortranOrder: false, shape).ToBytes());
        for (var start = 0; start < values.Length; start += ChunkLength)
            stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(ChunkLength, values.Length - start))));
    }

    private static NpyArray<T> Read<T>(string path) where T : unmanaged, INumber<T>
    {
        using var stream = UserFile.Open(path);
        var header = NpyHeader.Read(stream, path);
        var values = header.ElementType switch
        {
            SinglePrecision => ReadValues<float, T>(stream, stream.Length - stream.Position, header, path),
            DoublePrecision => ReadValues<double, T>(stream, stream.Length - stream.Position, header, path),
            _ => throw new UserInputException(
                "npy-unsupported", $"The file '{path}' holds numbers of type '{header.ElementType}', not float32 or float64.",
                "Convert the array with .astype('float32') before saving it."),
        };
        return new NpyArray<T>(header.Shape, header.IsFortranOrder ? ToRowMajor(values, header.Shape) : values);
    }

    private static TTo[] ReadValues<TFrom, TTo>(Stream stream, long present, NpyHeader header, string path)
        where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        // Checked first, so that a damaged shape does not ask for memory that the file cannot fill.
        var count = header.Shape.Aggregate(1L, (product, length) => product * length);
        var expected = count * Unsafe.SizeOf<TFrom>();
        if (present < expected)
            throw Truncated(path);
        if (present > expected)
        {
            throw new UserInputException(
                "npy-overlong", $"The file '{path}' has {present - expected} bytes after the end of its array.",
                "Write the file again with one numpy.save.");
        }

        // What an archive says of its parts' lengths may be anything.
        var need = typeof(TFrom) == typeof(TTo) ? expected : expected + count * Unsafe.SizeOf<TTo>();
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (need > available)
        {
            throw new UserInputException(
                "array-too-large", FormattableString.Invariant($"'{path}' takes about {need / 1e6:f0} MB of memory, and this process may use {available / 1e6:f0} MB."),
                "Allow it more memory, use a larger machine, or make an array of fewer rows.");
        }

        var values = new TFrom[count];
        for (var start = 0; start < values.Length; start += ChunkLength)
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(ChunkLength, values.Length - start))));
        return values as TTo[] ?? Array.ConvertAll(values, TTo.CreateChecked);
    }

    private static T[] ToRowMajor<T>(T[] columnMajor, IReadOnlyList<int> shape)
    {
        var rowMajor = new T[columnMajor.Length];
        for (var target = 0; target < rowMajor.Length; target++)
        {
            // Peel the indices off from the last axis; in Fortran order the last axis has the longest stride.
            int rest = target, source = 0, stride = columnMajor.Length;
            for (var axis = shape.Count - 1; axis >= 0; axis--)
            {
                stride /= shape[axis];
                (rest, var index) = Math.DivRem(rest, shape[axis]);
                source += index * stride;
            }

            rowMajor[target] = columnMajor[source];
        }

        return rowMajor;
    }
}
