namespace DarkMachines.Data.Events;

/// <summary>
/// Re-applies the definitions of objects and events and a channel's selection to events, and counts what broke them. The
/// missing momentum is that of the simulated truth and stays as it is. Not to be shared between threads.
/// </summary>
/// <param name="channel">The channel.</param>
/// <param name="reapplies">False to take objects and events as the files have them.</param>
public sealed class EventSelection(Channel channel, bool reapplies = true)
{
    private ObjectKind[] _kinds = new ObjectKind[32];
    private float[][] _columns = [new float[32], new float[32], new float[32], new float[32]];

    /// <summary>What was found so far.</summary>
    public SelectionReport Report { get; private set; } = new();

    /// <summary>Looks at an event.</summary>
    /// <param name="seen">The event.</param>
    /// <param name="cleaned">The event without the objects that are none by definition; valid until the next call.</param>
    /// <returns>True if it is stored and in the channel.</returns>
    public bool Keeps(in CollisionEvent seen, out CollisionEvent cleaned)
    {
        Report.Events++;
        var foreign = 0;
        for (var i = 0; i < seen.Count; i++)
        {
            if (!StoredObject.Accepts(seen.Kinds[i], seen.Pts[i], seen.Etas[i]))
            {
                foreign++;
                Report.CountForeign(seen.Kinds[i], seen.Pts[i], seen.Etas[i]);
            }
        }

        cleaned = foreign > 0 ? Cleaned(seen) : seen;
        if (foreign > 0)
            Report.EventsWithForeignObjects++;
        var isKept = IsKept(cleaned);
        if (reapplies)
            return isKept;
        cleaned = seen;
        return true;
    }

    private bool IsKept(in CollisionEvent cleaned)
    {
        if (!StoredObject.MakesStored(cleaned))
            Report.NotStored++;
        else if (!channel.Accepts(cleaned))
            Report.OutsideChannel++;
        else
        {
            Report.Kept++;
            return true;
        }

        return false;
    }

    private void MakeRoom(int objects) => (_kinds, _columns) = (new ObjectKind[objects], [.. _columns.Select(_ => new float[objects])]);

    private CollisionEvent Cleaned(in CollisionEvent seen)
    {
        if (seen.Count > _kinds.Length)
            MakeRoom(seen.Count);
        var count = 0;
        for (var i = 0; i < seen.Count; i++)
        {
            if (!StoredObject.Accepts(seen.Kinds[i], seen.Pts[i], seen.Etas[i]))
                continue;
            _kinds[count] = seen.Kinds[i];
            _columns[0][count] = seen.Energies[i];
            _columns[1][count] = seen.Pts[i];
            _columns[2][count] = seen.Etas[i];
            _columns[3][count] = seen.Phis[i];
            count++;
        }

        return seen with
        {
            Kinds = _kinds.AsSpan(0, count),
            Energies = _columns[0].AsSpan(0, count),
            Pts = _columns[1].AsSpan(0, count),
            Etas = _columns[2].AsSpan(0, count),
            Phis = _columns[3].AsSpan(0, count),
        };
    }
}
