using System.Globalization;

namespace DarkMachines.Data.Events;

/// <summary>What a file holds beside that which its data set is said to hold.</summary>
public sealed class SelectionReport
{
    private readonly SortedDictionary<string, long> _foreignObjects = new(StringComparer.Ordinal);

    /// <summary>Events seen.</summary>
    public long Events { get; internal set; }

    /// <summary>Events with an object that is none by definition.</summary>
    public long EventsWithForeignObjects { get; internal set; }

    /// <summary>Events that would not be stored, once such objects are removed.</summary>
    public long NotStored { get; internal set; }

    /// <summary>Events that would be stored, but are not in the channel.</summary>
    public long OutsideChannel { get; internal set; }

    /// <summary>Events that are stored and in the channel.</summary>
    public long Kept { get; internal set; }

    /// <summary>Objects that are none by definition, by the rule they break.</summary>
    public IReadOnlyDictionary<string, long> ForeignObjects => _foreignObjects;

    /// <summary>Share of the events with an object that is none by definition.</summary>
    public double ForeignShare => Events == 0 ? 0 : (double)EventsWithForeignObjects / Events;

    /// <summary>Share of the events that are stored and in the channel.</summary>
    public double KeptShare => Events == 0 ? 0 : (double)Kept / Events;

    /// <summary>Adds what another part of the file holds.</summary>
    /// <param name="other">Its report.</param>
    public void Add(SelectionReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Events += other.Events;
        EventsWithForeignObjects += other.EventsWithForeignObjects;
        NotStored += other.NotStored;
        OutsideChannel += other.OutsideChannel;
        Kept += other.Kept;
        foreach (var (rule, count) in other._foreignObjects)
            _foreignObjects[rule] = _foreignObjects.GetValueOrDefault(rule) + count;
    }

    /// <summary>The report in one line.</summary>
    public override string ToString()
    {
        var rules = string.Join(", ", _foreignObjects.Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.Key}: {rule.Value}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Events} events, {100 * ForeignShare:0.0} % with objects outside the definition{(rules.Length > 0 ? $" ({rules})" : "")}, {100 * KeptShare:0.0} % kept, {NotStored} not stored, {OutsideChannel} outside the channel");
    }

    internal void CountForeign(ObjectKind kind, float pt, float eta)
    {
        var name = kind.IsJet() ? "jet" : kind.IsLepton() ? "lepton" : "photon";
        var rule = Math.Abs(eta) >= StoredObject.MostEta(kind)
            ? string.Create(CultureInfo.InvariantCulture, $"{name} with |eta| >= {StoredObject.MostEta(kind)}")
            : string.Create(CultureInfo.InvariantCulture, $"{name} with pt <= {StoredObject.LeastPt(kind) / StoredObject.Gev} GeV");
        _foreignObjects[rule] = _foreignObjects.GetValueOrDefault(rule) + 1;
    }
}
