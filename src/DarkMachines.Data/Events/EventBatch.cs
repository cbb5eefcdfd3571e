namespace DarkMachines.Data.Events;

/// <summary>
/// Some consecutive events of one file, by columns: event <c>i</c> has the objects from <c>Offsets[i]</c> to
/// <c>Offsets[i + 1] - 1</c> of the columns of objects. Units are those of the files: MeV and radians.
/// </summary>
public sealed class EventBatch
{
    private readonly List<string> _processNames = [];
    private int[] _offsets = [0];
    private ObjectKind[] _kinds = [];
    private float[] _energies = [];
    private float[] _pts = [];
    private float[] _etas = [];
    private float[] _phis = [];
    private long[] _eventIds = [];
    private int[] _processes = [];
    private double[] _weights = [];
    private float[] _mets = [];
    private float[] _metPhis = [];

    /// <summary>Number of events.</summary>
    public int Count { get; private set; }

    /// <summary>Number of objects of all events.</summary>
    public int ObjectCount { get; private set; }

    /// <summary>The first object of each event, and at last the number of all.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.AsSpan(0, Count + 1);

    /// <summary>Kind of each object.</summary>
    public ReadOnlySpan<ObjectKind> Kinds => _kinds.AsSpan(0, ObjectCount);

    /// <summary>Energy of each object, MeV.</summary>
    public ReadOnlySpan<float> Energies => _energies.AsSpan(0, ObjectCount);

    /// <summary>Transverse momentum of each object, MeV.</summary>
    public ReadOnlySpan<float> Pts => _pts.AsSpan(0, ObjectCount);

    /// <summary>Pseudorapidity of each object.</summary>
    public ReadOnlySpan<float> Etas => _etas.AsSpan(0, ObjectCount);

    /// <summary>Azimuth of each object.</summary>
    public ReadOnlySpan<float> Phis => _phis.AsSpan(0, ObjectCount);

    /// <summary>Id of each event, no key: events of one signal share theirs. 0 in files without ids.</summary>
    public ReadOnlySpan<long> EventIds => _eventIds.AsSpan(0, Count);

    /// <summary>Process of each event, as a place in <see cref="ProcessNames"/>.</summary>
    public ReadOnlySpan<int> Processes => _processes.AsSpan(0, Count);

    /// <summary>Weight of each event.</summary>
    public ReadOnlySpan<double> Weights => _weights.AsSpan(0, Count);

    /// <summary>Missing transverse momentum of each event, MeV.</summary>
    public ReadOnlySpan<float> Mets => _mets.AsSpan(0, Count);

    /// <summary>Azimuth of the missing transverse momentum of each event.</summary>
    public ReadOnlySpan<float> MetPhis => _metPhis.AsSpan(0, Count);

    /// <summary>The processes that occur, in the order of their first events; one empty name in files without ids.</summary>
    public IReadOnlyList<string> ProcessNames => _processNames;

    /// <summary>What the detector saw in an event.</summary>
    /// <param name="index">From 0 to <c>Count − 1</c>.</param>
    public CollisionEvent this[int index]
    {
        get
        {
            var (first, count) = (Offsets[index], Offsets[index + 1] - Offsets[index]);
            return new CollisionEvent
            {
                Met = _mets[index],
                MetPhi = _metPhis[index],
                Kinds = _kinds.AsSpan(first, count),
                Energies = _energies.AsSpan(first, count),
                Pts = _pts.AsSpan(first, count),
                Etas = _etas.AsSpan(first, count),
                Phis = _phis.AsSpan(first, count),
            };
        }
    }

    /// <summary>Adds an event without objects.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="process">Place of its process in <see cref="ProcessNames"/>.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="met">Missing transverse momentum, MeV.</param>
    /// <param name="metPhi">Its azimuth.</param>
    public void AddEvent(long eventId, int process, double weight, float met, float metPhi)
    {
        if (Count == _mets.Length)
            ReserveEvents(Math.Max(64, 2 * Count));
        _eventIds[Count] = eventId;
        _processes[Count] = process;
        _weights[Count] = weight;
        _mets[Count] = met;
        _metPhis[Count] = metPhi;
        _offsets[++Count] = ObjectCount;
    }

    /// <summary>Adds an object to the last event.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="energy">Energy, MeV.</param>
    /// <param name="pt">Transverse momentum, MeV.</param>
    /// <param name="eta">Pseudorapidity.</param>
    /// <param name="phi">Azimuth.</param>
    public void AddObject(ObjectKind kind, float energy, float pt, float eta, float phi)
    {
        if (ObjectCount == _kinds.Length)
            ReserveObjects(Math.Max(256, 2 * ObjectCount));
        _kinds[ObjectCount] = kind;
        _energies[ObjectCount] = energy;
        _pts[ObjectCount] = pt;
        _etas[ObjectCount] = eta;
        _phis[ObjectCount] = phi;
        _offsets[Count] = ++ObjectCount;
    }

    /// <summary>Adds an event of another batch.</summary>
    /// <param name="source">The other batch.</param>
    /// <param name="index">The event's place there.</param>
    internal void AddCopy(EventBatch source, int index)
    {
        AddEvent(source._eventIds[index], ProcessOf(source._processNames[source._processes[index]]), source._weights[index], source._mets[index], source._metPhis[index]);
        for (var i = source._offsets[index]; i < source._offsets[index + 1]; i++)
            AddObject(source._kinds[i], source._energies[i], source._pts[i], source._etas[i], source._phis[i]);
    }

    /// <summary>The place of a process name, which is added if it is new.</summary>
    /// <param name="name">The name.</param>
    public int ProcessOf(string name)
    {
        var place = _processNames.IndexOf(name);
        if (place < 0)
        {
            place = _processNames.Count;
            _processNames.Add(name);
        }

        return place;
    }

    /// <summary>Takes all events away and keeps the room for others.</summary>
    public void Clear()
    {
        Count = ObjectCount = 0;
        _processNames.Clear();
    }

    /// <summary>A batch whose columns something else fills in.</summary>
    internal static EventBatch Fill(int events, int objects, IEnumerable<string> processNames, ColumnFiller fill)
    {
        var batch = new EventBatch();
        batch.ReserveEvents(events);
        batch.ReserveObjects(objects);
        (batch.Count, batch.ObjectCount) = (events, objects);
        batch._processNames.AddRange(processNames);
        fill(batch._offsets, batch._kinds, [batch._energies, batch._pts, batch._etas, batch._phis], batch._eventIds, batch._processes, batch._weights, [batch._mets, batch._metPhis]);
        return batch;
    }

    /// <summary>Fills the columns of a batch; each array has its full length.</summary>
    internal delegate void ColumnFiller(
        int[] offsets, ObjectKind[] kinds, float[][] objects, long[] eventIds, int[] processes, double[] weights, float[][] events);

    private void ReserveEvents(int events)
    {
        Array.Resize(ref _offsets, events + 1);
        Array.Resize(ref _eventIds, events);
        Array.Resize(ref _processes, events);
        Array.Resize(ref _weights, events);
        Array.Resize(ref _mets, events);
        Array.Resize(ref _metPhis, events);
    }

    private void ReserveObjects(int objects)
    {
        Array.Resize(ref _kinds, objects);
        Array.Resize(ref _energies, objects);
        Array.Resize(ref _pts, objects);
        Array.Resize(ref _etas, objects);
        Array.Resize(ref _phis, objects);
    }
}
