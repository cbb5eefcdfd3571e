using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DarkMachines.Data.Events;

/// <summary>
/// Writes arrays of known lengths into an NPZ file: a ZIP archive of uncompressed NPY files, always with the 64-bit
/// fields that archives beyond 4 GB need (PKWARE APPNOTE 6.3.3, section 4.5.3), as NumPy writes them. All places are known
/// from the start, so that pieces of arrays can be written in any order from any thread; numbers begin at multiples of 64
/// bytes, so that they can be mapped into memory.
/// </summary>
internal sealed class NpzWriter : IDisposable
{
    private const int Alignment = 64;
    private const int LocalHeaderLength = 30;
    private const int LocalSizesLength = 20;
    private const ushort PaddingField = 0xD935;
    private const uint In64Bits = uint.MaxValue;
    private const ushort VersionWith64Bits = 45;
    private const ushort FirstOfJanuary1980 = 0x0021;
    private const int ChecksumOffset = 14;

    private readonly SafeFileHandle _file;
    private readonly Entry[] _entries;
    private readonly long _directory;

    /// <summary>Makes the file; one that exists is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The arrays, in order.</param>
    /// <param name="pieces">In how many pieces each is written.</param>
    public NpzWriter(string path, IReadOnlyList<NpzColumn> columns, int pieces)
    {
        _entries = new Entry[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            _entries[i] = new Entry(columns[i], _directory, pieces);
            _directory = _entries[i].End;
        }

        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, preallocationSize: _directory);
    }

    /// <summary>Writes a piece of an array.</summary>
    /// <param name="column">Number of the array.</param>
    /// <param name="piece">Number of the piece; together, in order, the pieces are the array.</param>
    /// <param name="first">Place of its first element in the array.</param>
    /// <param name="values">Its elements.</param>
    public void Write<T>(int column, int piece, long first, ReadOnlySpan<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var entry = _entries[column];
        RandomAccess.Write(_file, bytes, entry.Data + first * entry.Column.ElementLength);
        entry.Pieces[piece] = (Crc32.Of(bytes), bytes.Length);
    }

    /// <summary>Writes headers, checksums and the directory, once all pieces are written.</summary>
    public void Finish()
    {
        var directory = new MemoryStream();
        foreach (var entry in _entries)
        {
            var checksum = entry.Checksum();
            var header = entry.LocalHeader();
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumOffset), checksum);
            RandomAccess.Write(_file, header, entry.Start);
            directory.Write(entry.DirectoryHeader(checksum));
        }

        var length = directory.Length;
        directory.Write(EndOfDirectory(length));
        RandomAccess.Write(_file, directory.GetBuffer().AsSpan(0, (int)directory.Length), _directory);
    }

    public void Dispose() => _file.Dispose();

    private byte[] EndOfDirectory(long length)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0x06064b50u);
        writer.Write(44L);
        writer.Write(VersionWith64Bits);
        writer.Write(VersionWith64Bits);
        writer.Write(0u);
        writer.Write(0u);
        writer.Write((long)_entries.Length);
        writer.Write((long)_entries.Length);
        writer.Write(length);
        writer.Write(_directory);

        writer.Write(0x07064b50u);
        writer.Write(0u);
        writer.Write(_directory + length);
        writer.Write(1u);

        writer.Write(0x06054b50u);
        writer.Write(0u);
        writer.Write((ushort)_entries.Length);
        writer.Write((ushort)_entries.Length);
        writer.Write((uint)Math.Min(length, In64Bits));
        writer.Write(In64Bits);
        writer.Write((ushort)0);
        return bytes.ToArray();
    }

    private sealed class Entry
    {
        private readonly byte[] _name;
        private readonly byte[] _npyHeader;
        private readonly int _padding;

        public Entry(NpzColumn column, long start, int pieces)
        {
            (Column, Start, Pieces) = (column, start, new (uint, int)[pieces]);
            _name = Encoding.ASCII.GetBytes(column.Name + ".npy");
            _npyHeader = new NpyHeader(column.ElementType, IsFortranOrder: false, [column.Count]).ToBytes();
            var unpadded = start + LocalHeaderLength + _name.Length + LocalSizesLength + sizeof(int);
            _padding = sizeof(int) + (int)((Alignment - unpadded % Alignment) % Alignment);
            Data = start + LocalHeaderLength + _name.Length + LocalSizesLength + _padding + _npyHeader.Length;
        }

        public NpzColumn Column { get; }

        public long Start { get; }

        public long Data { get; }

        public (uint Checksum, int Length)[] Pieces { get; }

        public long End => Data + (long)Column.Count * Column.ElementLength;

        private long Length => _npyHeader.Length + (long)Column.Count * Column.ElementLength;

        public uint Checksum()
        {
            var checksum = Crc32.Of(_npyHeader);
            foreach (var (piece, length) in Pieces)
                checksum = Crc32.Join(checksum, piece, length);
            return checksum;
        }

        public byte[] LocalHeader()
        {
            using var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            writer.Write(0x04034b50u);
            WriteCommon(writer, checksum: 0, LocalSizesLength + _padding);
            writer.Write(_name);
            WriteSizes(writer, LocalSizesLength);
            writer.Write(PaddingField);
            writer.Write((ushort)(_padding - sizeof(int)));
            writer.Write(new byte[_padding - sizeof(int)]);
            writer.Write(_npyHeader);
            return bytes.ToArray();
        }

        public byte[] DirectoryHeader(uint checksum)
        {
            using var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            writer.Write(0x02014b50u);
            writer.Write(VersionWith64Bits);
            WriteCommon(writer, checksum, LocalSizesLength + sizeof(long));
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write(0u);
            writer.Write(In64Bits);
            writer.Write(_name);
            WriteSizes(writer, LocalSizesLength + sizeof(long));
            writer.Write(Start);
            return bytes.ToArray();
        }

        private void WriteCommon(BinaryWriter writer, uint checksum, int extraLength)
        {
            writer.Write(VersionWith64Bits);
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write(FirstOfJanuary1980);
            writer.Write(checksum);
            writer.Write(In64Bits);
            writer.Write(In64Bits);
            writer.Write((ushort)_name.Length);
            writer.Write((ushort)extraLength);
        }

        private void WriteSizes(BinaryWriter writer, int fieldLength)
        {
            writer.Write((ushort)1);
            writer.Write((ushort)(fieldLength - sizeof(int)));
            writer.Write(Length);
            writer.Write(Length);
        }
    }
}
