namespace DarkMachines.Data.Events;

/// <summary>
/// Events in columns, in an NPZ file that NumPy opens and that is mapped into memory here: <c>offsets</c> (one more than
/// events: event i has the objects from offsets[i] to offsets[i + 1] − 1), of each object <c>code</c> (a place in
/// <c>code_names</c>), <c>E</c>, <c>pt</c>, <c>eta</c> and <c>phi</c>, of each event <c>event_id</c>, <c>process_id</c> (a
/// place in <c>process_names</c>), <c>weight</c>, <c>MET</c> and <c>METphi</c>; units as in the event files, MeV and radians.
/// </summary>
public sealed class EventCache : IEventSource, IDisposable
{
    // Events read at a time.
    private const int BatchLength = 1 << 14;

    private readonly NpzView _view;
    private readonly string[] _processNames;
    private readonly int _objects;

    private EventCache(string path)
    {
        Name = path;
        _view = new NpzView(path);
        try
        {
            Count = _view.Count(EventColumns.Met);
            _objects = _view.Count(EventColumns.Code);
            _processNames = NumPyText.Read(_view, EventColumns.ProcessNames);
            _view.Require(EventColumns.Of(Count, _objects, _processNames));
        }
        catch
        {
            _view.Dispose();
            throw;
        }
    }

    /// <summary>Path of the file.</summary>
    public string Name { get; }

    /// <summary>Number of events.</summary>
    public int Count { get; }

    /// <summary>Opens a cache.</summary>
    /// <param name="path">The NPZ file.</param>
    /// <exception cref="UserInputException">The file is missing, or no such cache (<c>cache-damaged</c>).</exception>
    public static EventCache Open(string path) => new(path);

    /// <summary>Opens the cache of an event file, which is written first where there is none, or an older one.</summary>
    /// <param name="eventFile">The event file.</param>
    /// <param name="path">The NPZ file.</param>
    /// <param name="threads">Threads to use for writing.</param>
    /// <param name="progress">Where to report the share done; null for nowhere.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="UserInputException">The event file is missing, or a line is no event.</exception>
    public static EventCache Of(
        string eventFile, string path, int threads = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!File.Exists(path) || File.GetLastWriteTimeUtc(path) < File.GetLastWriteTimeUtc(eventFile))
            EventCacheWriter.Write(eventFile, path, threads, progress, cancellation);
        return Open(path);
    }

    /// <summary>Reads some events.</summary>
    /// <param name="first">The first, from 0.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="UserInputException">The file is damaged (<c>cache-damaged</c>).</exception>
    public EventBatch Read(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + (long)count, Count);
        var offsets = new long[count + 1];
        _view.Read<long>(EventColumns.Offsets, first, offsets);
        for (var i = 0; i <= count; i++)
        {
            if (offsets[i] < (i == 0 ? 0 : offsets[i - 1]) || offsets[i] > _objects)
                throw _view.Damaged("its offsets do not rise from 0 to the number of objects");
        }

        var firstObject = (int)offsets[0];
        return EventBatch.Fill(count, (int)offsets[^1] - firstObject, _processNames, (starts, kinds, objects, eventIds, processes, weights, events) =>
        {
            for (var i = 0; i <= count; i++)
                starts[i] = (int)offsets[i] - firstObject;
            _view.Read<ObjectKind>(EventColumns.Code, firstObject, kinds);
            for (var i = 0; i < objects.Length; i++)
                _view.Read<float>(EventColumns.FirstOfObjects + i, firstObject, objects[i]);
            _view.Read<long>(EventColumns.EventId, first, eventIds);
            _view.Read<int>(EventColumns.ProcessId, first, processes);
            _view.Read<double>(EventColumns.Weight, first, weights);
            _view.Read<float>(EventColumns.Met, first, events[0]);
            _view.Read<float>(EventColumns.MetPhi, first, events[1]);
            if (kinds.Any(kind => (int)kind >= ObjectKinds.Count) || processes.Any(process => (uint)process >= _processNames.Length))
                throw _view.Damaged("a code or process id has no name");
        });
    }

    /// <inheritdoc/>
    public IEnumerable<EventBatch> ReadBatches(int threads = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        OrderedWork.Select(
            (Count + BatchLength - 1) / BatchLength, threads,
            batch => Read(batch * BatchLength, Math.Min(BatchLength, Count - batch * BatchLength)),
            progress, "reading events", cancellation);

    /// <inheritdoc/>
    public void Dispose() => _view.Dispose();
}
