using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace DarkMachines.Data.Events;

/// <summary>
/// A file of events in the text format of the LHC anomaly-score challenge (arXiv:2105.14027, section 2.2). It is read in
/// pieces of a fixed size, any number of them at a time, so that the memory needed does not depend on its length.
/// </summary>
public sealed class EventFile : IEventSource, IDisposable
{
    /// <summary>Most bytes of a line.</summary>
    internal const int LongestLine = 1 << 16;

    private readonly FileStream _stream;
    private readonly int _chunkLength;

    private EventFile(string path, FileStream stream, int chunkLength) =>
        (Name, _stream, _chunkLength, Layout) = (path, stream, chunkLength, new EventLayout(HasIds: true, HasEnergy: true));

    /// <summary>Path of the file.</summary>
    public string Name { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length => _stream.Length;

    /// <summary>Which version of the format it is in.</summary>
    public EventLayout Layout { get; private set; }

    /// <summary>Number of pieces that it is read in.</summary>
    internal int ChunkCount => checked((int)((Length + _chunkLength - 1) / _chunkLength));

    private SafeFileHandle Handle => _stream.SafeFileHandle;

    /// <summary>Opens a file and recognises its layout.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserInputException">The file is missing, cannot be read, or its first line is no event (<c>event-malformed</c>).</exception>
    public static EventFile Open(string path) => Open(path, chunkLength: 1 << 20);

    /// <summary>Opens a file that is read in pieces of another size than usual.</summary>
    internal static EventFile Open(string path, int chunkLength)
    {
        var file = new EventFile(path, UserFile.Open(path), chunkLength);
        try
        {
            if (file.ChunkCount > 0)
                file.Layout = file.InChunk(0, EventLayout.Recognise, new byte[file.BufferLength]);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads all events of a file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">Threads to use.</param>
    /// <exception cref="UserInputException">The file is missing, or a line is no event (<c>event-malformed</c>).</exception>
    public static EventBatch ReadAll(string path, int threads = 1)
    {
        using var file = Open(path);
        var all = new EventBatch();
        foreach (var batch in file.ReadBatches(threads))
        {
            for (var i = 0; i < batch.Count; i++)
                all.AddCopy(batch, i);
        }

        return all;
    }

    /// <inheritdoc/>
    public IEnumerable<EventBatch> ReadBatches(int threads = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return OrderedWork.Select(ChunkCount, threads, Parse, progress, "reading events", cancellation);

        EventBatch Parse(int chunk)
        {
            var batch = new EventBatch();
            ParseChunk(chunk, new byte[BufferLength], batch);
            return batch;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Bytes of the buffer that a piece is read into.</summary>
    internal int BufferLength => (int)Math.Min(_chunkLength + LongestLine, Length) + 2;

    /// <summary>Does something with the lines that begin in a piece of the file.</summary>
    /// <param name="chunk">Number of the piece.</param>
    /// <param name="read">Gets the lines, the last of which ends in a line feed.</param>
    /// <param name="buffer">At least <see cref="BufferLength"/> bytes.</param>
    /// <exception cref="UserInputException">A line is no event.</exception>
    internal T InChunk<T>(int chunk, LineReader<T> read, byte[] buffer)
    {
        var text = LinesOf(chunk, buffer, out var start);
        try
        {
            return read(text);
        }
        catch (MalformedLineException malformed)
        {
            throw Malformed(start + malformed.Offset, malformed.Message, malformed);
        }
    }

    /// <summary>Reads whole lines.</summary>
    internal delegate T LineReader<T>(ReadOnlySpan<byte> lines);

    /// <summary>Adds the events whose lines begin in a piece of the file to a batch.</summary>
    internal void ParseChunk(int chunk, byte[] buffer, EventBatch batch) => InChunk(
        chunk,
        lines =>
        {
            new EventParser(Layout).Parse(lines, batch);
            return batch;
        },
        buffer);

    // A line belongs to the piece that it begins in. The byte before the piece tells whether one begins with it.
    private ReadOnlySpan<byte> LinesOf(int chunk, byte[] buffer, out long start)
    {
        var end = Math.Min(((long)chunk + 1) * _chunkLength, Length);
        var from = Math.Max(0, (long)chunk * _chunkLength - 1);
        var text = buffer.AsSpan(0, Read(buffer.AsSpan(0, (int)(Math.Min(end + LongestLine, Length) - from)), from));
        var first = chunk == 0 ? 0 : text.IndexOf((byte)'\n') + 1;
        start = from + first;
        if (start >= end || (chunk > 0 && first == 0))
            return default;

        var last = (int)(end - 1 - from);
        var lineFeed = last < text.Length ? text[last..].IndexOf((byte)'\n') : -1;
        if (lineFeed >= 0)
            return text[first..(last + lineFeed + 1)];
        if (from + text.Length < Length)
            throw Malformed(from + text.LastIndexOf((byte)'\n') + 1, $"it is longer than {LongestLine} bytes");
        buffer[text.Length] = (byte)'\n';
        return buffer.AsSpan(first, text.Length + 1 - first);
    }

    private int Read(Span<byte> buffer, long from)
    {
        var filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(Handle, buffer[filled..], from + filled) is var count and > 0)
            filled += count;
        return filled;
    }

    private UserInputException Malformed(long offset, string what, Exception? inner = null) => new(
        "event-malformed",
        string.Create(CultureInfo.InvariantCulture, $"Line {LineNumber(offset)} of '{Name}' is no event: {what}."),
        "Correct or remove that line; docs/lhc-anomaly.md describes the format.",
        inner);

    // Only an error needs the number: the file is gone through again for it.
    private long LineNumber(long offset)
    {
        var buffer = new byte[1 << 16];
        var line = 1L;
        for (long at = 0; at < offset;)
        {
            var read = RandomAccess.Read(Handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - at)), at);
            if (read == 0)
                break;
            line += buffer.AsSpan(0, read).Count((byte)'\n');
            at += read;
        }

        return line;
    }
}
