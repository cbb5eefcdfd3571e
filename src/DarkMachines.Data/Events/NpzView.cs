using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace DarkMachines.Data.Events;

/// <summary>
/// Arrays of an uncompressed NPZ file, mapped into memory. Arrays are known by their places in the file, as
/// <see cref="NpzWriter"/> and <c>numpy.savez</c> leave them: one after the other, sizes in the local headers.
/// </summary>
internal sealed class NpzView : IDisposable
{
    /// <summary>Most characters of a name in the file.</summary>
    public const int LongestName = 1000;

    private const uint LocalHeader = 0x04034b50;
    private const int LocalHeaderLength = 30;
    private const uint In64Bits = uint.MaxValue;

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long _length;
    private readonly List<Mapped> _arrays = [];

    /// <summary>Maps a file.</summary>
    /// <exception cref="UserInputException">It is missing, cannot be read, or is no such file (<c>cache-damaged</c>).</exception>
    public NpzView(string path)
    {
        _path = path;
        var stream = UserFile.Open(path);
        _length = stream.Length;
        if (_length < LocalHeaderLength)
        {
            stream.Dispose();
            throw Damaged("it is too short");
        }

        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        try
        {
            for (long at = 0; ReadEntry(ref at) is { } array;)
                _arrays.Add(array);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Number of elements of an array.</summary>
    public int Count(int array) => Get(array).Header.Shape is [var count] ? count : throw Damaged("an array has not one axis");

    /// <summary>Type of an array's elements, in NumPy's words.</summary>
    public string ElementType(int array) => Get(array).Header.ElementType;

    /// <summary>Refuses a file whose arrays are not these.</summary>
    public void Require(IReadOnlyList<NpzColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var (array, column) = (Get(i), columns[i]);
            var isText = column.ElementType.StartsWith("<U", StringComparison.Ordinal);
            if (array.Name != column.Name + ".npy" || Count(i) != column.Count || (!isText && array.Header.ElementType != column.ElementType))
                throw Damaged($"where the array '{column.Name}' of {column.Count} values of type {column.ElementType} belongs, there is '{array.Name}' of {Count(i)} values of type {array.Header.ElementType}");
            if (!isText && array.Length < (long)column.Count * column.ElementLength)
                throw Damaged($"the array '{column.Name}' is cut off");
        }
    }

    /// <summary>Copies elements of an array.</summary>
    /// <param name="array">Its number.</param>
    /// <param name="first">The first element.</param>
    /// <param name="values">Where to.</param>
    public void Read<T>(int array, long first, Span<T> values) where T : unmanaged
    {
        var start = first * Unsafe.SizeOf<T>();
        if (start + (long)values.Length * Unsafe.SizeOf<T>() > Get(array).Length)
            throw Damaged("an array is cut off");
        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(Get(array).Start + start), MemoryMarshal.AsBytes(values));
    }

    public UserInputException Damaged(string what) => new(
        "cache-damaged", $"The file '{_path}' is no cache of events, or is damaged: {what}.", "Remove it: it is written anew from the event file.");

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private Mapped Get(int array) => array < _arrays.Count ? _arrays[array] : throw Damaged($"it has {_arrays.Count} arrays");

    // Null after the last entry, where the directory begins.
    private Mapped? ReadEntry(ref long at)
    {
        var header = Bytes(at, LocalHeaderLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalHeader)
            return null;
        var (nameLength, extraLength) = (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28)));
        if (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8)) != 0 || nameLength > LongestName)
            throw Damaged("an entry is compressed");
        var name = Encoding.UTF8.GetString(Bytes(at + LocalHeaderLength, nameLength));
        long size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(22));
        var start = at + LocalHeaderLength + nameLength + extraLength;
        if (size == In64Bits)
        {
            // The first extra field holds the sizes.
            var extra = Bytes(at + LocalHeaderLength + nameLength, extraLength);
            size = extra.Length >= 12 && BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1 ? BinaryPrimitives.ReadInt64LittleEndian(extra.AsSpan(4)) : -1;
        }

        if (size < 0 || size > _length - start)
            throw Damaged($"the entry '{name}' is cut off");
        using var stream = new MemoryStream(Bytes(start, (int)Math.Min(size, ushort.MaxValue)));
        var npy = NpyHeader.Read(stream, $"{_path}#{name}");
        at = start + size;
        return new Mapped(name, npy, start + npy.ByteCount, size - npy.ByteCount);
    }

    private byte[] Bytes(long at, int count)
    {
        if (at > _length - count)
            throw Damaged("it is cut off");
        var bytes = new byte[count];
        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)at, bytes.AsSpan());
        return bytes;
    }

    private sealed record Mapped(string Name, NpyHeader Header, long Start, long Length);
}
