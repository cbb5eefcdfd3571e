using System.Text;

namespace DarkMachines.Hosting.Trials;

/// <summary>
/// What a process prints, as a file that stays small: the beginning and the end, and between them how much was left out.
/// Safe to write to from several threads.
/// </summary>
internal sealed class CappedLog : IDisposable
{
    /// <summary>Bytes kept of the beginning.</summary>
    public const int HeadBytes = 1 << 19;

    /// <summary>Bytes kept of the end.</summary>
    public const int TailBytes = 1 << 16;

    private readonly Lock _gate = new();
    private readonly byte[] _tail = new byte[TailBytes];
    private readonly FileStream _file;
    private int _head;
    private long _afterHead;
    private bool _isClosed;

    public CappedLog(string path) => _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Write(ReadOnlySpan<byte> text)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            var toHead = Math.Min(text.Length, HeadBytes - _head);
            if (toHead > 0)
            {
                Save(text[..toHead]);
                _head += toHead;
            }

            foreach (var b in text[toHead..])
                _tail[_afterHead++ % TailBytes] = b;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            if (_afterHead > TailBytes)
                Save(Encoding.UTF8.GetBytes($"\n[{_afterHead - TailBytes} bytes left out]\n"));
            var kept = Math.Min(_afterHead, TailBytes);
            Save([.. Enumerable.Range(0, (int)kept).Select(i => _tail[(_afterHead - kept + i) % TailBytes])]);
            _file.Dispose();
        }
    }

    private void Save(ReadOnlySpan<byte> text)
    {
        try
        {
            _file.Write(text);
        }
        catch (IOException)
        {
            // The disk is full: the trial's result says so, not its log.
        }
    }
}
