using System.IO.Compression;
using System.Runtime.InteropServices;

namespace DarkMachines.Data;

/// <summary>Reads arrays of float32 or float64 in C order, from an NPY file or out of an NPZ file.</summary>
internal sealed class NpyReader : TableReader
{
    private const int BytesAtOnce = 1 << 18;
    private const int MostColumns = BytesAtOnce / sizeof(double);

    private readonly string _name;
    private readonly Stream _stream;
    private readonly bool _isDouble;
    private readonly long _rowCount;
    private readonly byte[] _bytes;
    private long _row;

    private NpyReader(string name, Stream stream, FileStream file, NpyHeader header, int columns)
        : base([.. DataTable.Numbered(columns).Select(feature => feature.Name)], hasNames: false, file, stream)
    {
        (_name, _stream, _rowCount) = (name, stream, header.Shape[0]);
        _isDouble = header.ElementType == NpyFile.DoublePrecision;
        var rowBytes = columns * (_isDouble ? sizeof(double) : sizeof(float));
        _bytes = new byte[BytesAtOnce / rowBytes * rowBytes];
    }

    public override double Share => _rowCount == 0 ? 1 : (double)_row / _rowCount;

    /// <summary>Opens an array; null if it is of a form that is read as a whole only.</summary>
    public static NpyReader? TryOpen(string specification)
    {
        var (path, array) = TableFile.Split(specification);
        var isArchive = Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase);
        if (!isArchive && !Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase))
            return null;
        var file = UserFile.Open(path);
        NpyReader? reader = null;
        try
        {
            reader = TryOpen(specification, file, isArchive ? TableFile.Entry(new ZipArchive(file, ZipArchiveMode.Read), path, ref array).Open() : file);
            return reader;
        }
        catch (InvalidDataException)
        {
            // Said by whoever reads it as a whole.
            return null;
        }
        finally
        {
            if (reader is null)
                file.Dispose();
        }
    }

    private static NpyReader? TryOpen(string specification, FileStream file, Stream stream)
    {
        var header = NpyHeader.Read(stream, specification);
        var isPlain = !header.IsFortranOrder && header.ElementType is (NpyFile.SinglePrecision or NpyFile.DoublePrecision);
        // Columns are named before a row is read: more of them must be there first, as of what is read as a whole.
        return isPlain && header.Shape is ([_] or [_, > 0 and <= MostColumns])
            ? new NpyReader(specification, stream, file, header, header.Shape.Count == 1 ? 1 : header.Shape[1])
            : null;
    }

    public override int Read(ReadOnlySpan<int> columns, Span<float> rows)
    {
        var width = Names.Count;
        var rowBytes = width * (_isDouble ? sizeof(double) : sizeof(float));
        var most = (int)Math.Min(rows.Length / columns.Length, _rowCount - _row);
        for (var done = 0; done < most;)
        {
            var count = Math.Min(most - done, _bytes.Length / rowBytes);
            var bytes = _bytes.AsSpan(0, count * rowBytes);
            if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw NpyFile.Truncated(_name);
            for (var i = 0; i < count; i++)
            {
                var target = rows.Slice((done + i) * columns.Length, columns.Length);
                for (var j = 0; j < columns.Length; j++)
                    target[j] = Value(bytes, i * width + columns[j]);
            }

            done += count;
        }

        _row += most;
        return most;
    }

    private float Value(ReadOnlySpan<byte> bytes, int place) => _isDouble
        ? (float)MemoryMarshal.Cast<byte, double>(bytes)[place]
        : MemoryMarshal.Cast<byte, float>(bytes)[place];
}
