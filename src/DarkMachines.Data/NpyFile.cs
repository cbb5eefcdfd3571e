using System.Numerics;
using System.Runtime.InteropServices;

namespace DarkMachines.Data;

/// <summary>
/// Reads and writes arrays in NumPy's NPY format, version 1.0, little-endian: float32 and float64, and, for reading only,
/// whole numbers and truth values. What is written is, byte for byte, what <c>numpy.save</c> writes; arrays in Fortran
/// order are turned into C order as they are read.
/// </summary>
public static class NpyFile
{
    private const string SinglePrecision = "<f4";
    private const string DoublePrecision = "<f8";

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

    /// <summary>Reads an array as float32; other values are rounded to it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserInputException">
    /// The file cannot be read (<c>file-missing</c>, <c>file-unreadable</c>), is no NPY file of version 1.0 or holds other
    /// numbers (<c>npy-unsupported</c>), or does not end where its shape says (<c>file-truncated</c>, <c>npy-overlong</c>).
    /// </exception>
    public static NpyArray<float> ReadSingles(string path) => Read<float>(path);

    /// <summary>Reads an array as float64; other values are converted to it.</summary>
    /// <inheritdoc cref="ReadSingles"/>
    public static NpyArray<double> ReadDoubles(string path) => Read<double>(path);

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
        return Read<T>(stream, path);
    }

    /// <summary>Reads an array from the whole of a stream.</summary>
    /// <param name="stream">The bytes of an NPY file, at their beginning; its length must be known.</param>
    /// <param name="path">What to call it in messages.</param>
    internal static NpyArray<T> Read<T>(Stream stream, string path) where T : unmanaged, INumber<T>
    {
        var header = NpyHeader.Read(stream, path);
        var values = header.ElementType switch
        {
            SinglePrecision => Convert<float, T>(ReadValues<float>(stream, header, path)),
            DoublePrecision => Convert<double, T>(ReadValues<double>(stream, header, path)),
            "|b1" or "|u1" => Convert<byte, T>(ReadValues<byte>(stream, header, path)),
            "|i1" => Convert<sbyte, T>(ReadValues<sbyte>(stream, header, path)),
            "<u2" => Convert<ushort, T>(ReadValues<ushort>(stream, header, path)),
            "<i2" => Convert<short, T>(ReadValues<short>(stream, header, path)),
            "<u4" => Convert<uint, T>(ReadValues<uint>(stream, header, path)),
            "<i4" => Convert<int, T>(ReadValues<int>(stream, header, path)),
            "<u8" => Convert<ulong, T>(ReadValues<ulong>(stream, header, path)),
            "<i8" => Convert<long, T>(ReadValues<long>(stream, header, path)),
            _ => throw new UserInputException(
                "npy-unsupported", $"The file '{path}' holds values of type '{header.ElementType}', not little-endian numbers.",
                "Convert the array with .astype('float32') before saving it."),
        };
        return new NpyArray<T>(header.Shape, header.IsFortranOrder ? ToRowMajor(values, header.Shape) : values);
    }

    private static T[] ReadValues<T>(Stream stream, NpyHeader header, string path) where T : unmanaged
    {
        // Checked first, so that a damaged shape does not ask for memory that the file cannot fill.
        var count = header.Shape.Aggregate(1L, (product, length) => product * length);
        var expected = count * Marshal.SizeOf<T>();
        var present = stream.Length - stream.Position;
        if (present < expected)
            throw Truncated(path);
        if (present > expected)
        {
            throw new UserInputException(
                "npy-overlong", $"The file '{path}' has {present - expected} bytes after the end of its array.",
                "Write the file again with one numpy.save.");
        }

        var values = new T[count];
        for (var start = 0; start < values.Length; start += ChunkLength)
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(ChunkLength, values.Length - start))));
        return values;
    }

    private static TTo[] Convert<TFrom, TTo>(TFrom[] values) where TFrom : INumber<TFrom> where TTo : INumber<TTo> =>
        values as TTo[] ?? Array.ConvertAll(values, TTo.CreateChecked);

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
