namespace DarkMachines.Data.Events;

/// <summary>
/// A way to turn an event into a row of numbers, known by name and version: results of one version are comparable. It is
/// given what the detector saw, and nothing else: event id, process id and weight cannot become features. Momenta,
/// energies and masses are in GeV; angles in radians; what an event lacks is 0.
/// </summary>
public abstract class FeatureSet
{
    /// <summary>GeV per MeV, the unit of the files.</summary>
    private protected const double Gev = 1e-3;

    private protected FeatureSet(string name, int version, string summary, IReadOnlyList<Feature> features, IReadOnlyList<int>? rowShape = null) =>
        (Name, Version, Summary, Features, RowShape) = (name, version, summary, features, rowShape);

    /// <summary>Name, such as <c>aggregates</c>.</summary>
    public string Name { get; }

    /// <summary>Raised whenever a feature changes.</summary>
    public int Version { get; }

    /// <summary>One line that says what a row holds.</summary>
    public string Summary { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Shape of a row that is no plain one; null for a plain row.</summary>
    public IReadOnlyList<int>? RowShape { get; }

    /// <summary>Computes the features of an event.</summary>
    /// <param name="seen">The event.</param>
    /// <param name="row">Where to: as many values as there are columns, all 0.</param>
    public abstract void Fill(in CollisionEvent seen, Span<float> row);

    /// <summary>The features of events, those only that a selection keeps.</summary>
    /// <param name="events">The events.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="reapplies">False to take objects and events as the files have them.</param>
    /// <param name="threads">Threads to use; the result does not depend on them.</param>
    /// <param name="progress">Where to report the share done; null for nowhere.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>A row for each event kept, in their order, and what the selection found.</returns>
    /// <exception cref="UserInputException">The events' file is damaged.</exception>
    public (FeatureTable Rows, SelectionReport Report) Of(
        IEventSource events, Channel channel, bool reapplies = true, int threads = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var report = new SelectionReport();
        var values = new List<float[]>();
        var ahead = new List<EventBatch>();
        foreach (var batch in events.ReadBatches(threads, progress, cancellation))
        {
            ahead.Add(batch);
            if (ahead.Count == 4 * threads)
                FillAll();
        }

        FillAll();
        var all = new float[values.Sum(part => (long)part.Length)];
        var at = 0;
        foreach (var part in values)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return (new FeatureTable(Features, all, rowShape: RowShape), report);

        void FillAll()
        {
            var parts = new (float[] Values, SelectionReport Report)[ahead.Count];
            new FitContext(0, threads, cancellation: cancellation).ForEach(ahead.Count, i => parts[i] = Of(ahead[i], new EventSelection(channel, reapplies)));
            foreach (var part in parts)
            {
                values.Add(part.Values);
                report.Add(part.Report);
            }

            ahead.Clear();
        }
    }

    /// <summary>Names of columns for each of several objects.</summary>
    private protected static IEnumerable<Feature> Momenta(string name, int count) =>
        from i in Enumerable.Range(1, count)
        from feature in (Feature[])[new(FormattableString.Invariant($"{name}{i}-e"), "GeV", "Energy."), new(FormattableString.Invariant($"{name}{i}-pt"), "GeV", "Transverse momentum."), new(FormattableString.Invariant($"{name}{i}-eta"), "", "Pseudorapidity."), new(FormattableString.Invariant($"{name}{i}-phi"), "rad", "Azimuth.")]
        select feature;

    /// <summary>Puts energy, pt, eta and phi of an object into a row.</summary>
    private protected static void FillMomentum(in CollisionEvent seen, int index, Span<float> row)
    {
        row[0] = (float)(seen.Energies[index] * Gev);
        row[1] = (float)(seen.Pts[index] * Gev);
        row[2] = seen.Etas[index];
        row[3] = seen.Phis[index];
    }

    private (float[] Values, SelectionReport Report) Of(EventBatch batch, EventSelection selection)
    {
        var rows = new float[batch.Count * Features.Count];
        var kept = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (selection.Keeps(batch[i], out var cleaned))
                Fill(cleaned, rows.AsSpan(kept++ * Features.Count, Features.Count));
        }

        return (rows[..(kept * Features.Count)], selection.Report);
    }
}
