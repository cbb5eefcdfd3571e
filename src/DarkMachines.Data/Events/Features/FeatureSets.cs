namespace DarkMachines.Data.Events;

/// <summary>The feature sets that ship.</summary>
public static class FeatureSets
{
    private const int BatchesOfThread = 4;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FeatureSet> All { get; } = [new Aggregates(), new Compact(), new FlowEfficient(), new Leading8(), new ObjectSets(), new Trivial()];

    /// <summary>A feature set by its name.</summary>
    /// <param name="name">Its name, such as <c>aggregates</c>, or name and version, such as <c>aggregates/1</c>.</param>
    /// <exception cref="UsageException">There is none of that name and version (<c>unknown-feature-set</c>).</exception>
    public static FeatureSet Named(string name) =>
        All.FirstOrDefault(set => set.Name == name || FormattableString.Invariant($"{set.Name}/{set.Version}") == name)
        ?? throw new UsageException("unknown-feature-set", $"There is no feature set '{name}'.", $"Choose one of {string.Join(", ", All.Select(set => set.Name))}.");

    /// <summary>The features of events in several sets at once, those only that a selection keeps.</summary>
    /// <param name="sets">The feature sets.</param>
    /// <param name="events">The events.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="reapplies">False to take objects and events as the files have them.</param>
    /// <param name="threads">Threads to use; the result does not depend on them.</param>
    /// <param name="progress">Where to report the share done; null for nowhere.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>A table for each set, with a row for each event kept, in their order, and what the selection found.</returns>
    /// <exception cref="UserInputException">The events' file is damaged, or there are more values than a table holds.</exception>
    public static (IReadOnlyList<FeatureTable> Tables, SelectionReport Report) Tables(
        IReadOnlyList<FeatureSet> sets, IEventSource events, Channel channel, bool reapplies = true, int threads = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(events);
        var (parts, ahead, report) = (new List<float[][]>(), new List<EventBatch>(), new SelectionReport());
        foreach (var batch in events.ReadBatches(threads, progress, cancellation))
        {
            ahead.Add(batch);
            if (ahead.Count == BatchesOfThread * threads)
                Fill();
        }

        Fill();
        return ([.. sets.Select((set, i) => new FeatureTable(set.Features, Joined(parts, i, events.Name), rowShape: set.RowShape))], report);

        void Fill()
        {
            var filled = new (float[][] Values, SelectionReport Report)[ahead.Count];
            new FitContext(0, threads, cancellation: cancellation).ForEach(ahead.Count, i => filled[i] = RowsOf(ahead[i], sets, new EventSelection(channel, reapplies)));
            foreach (var (values, found) in filled)
            {
                parts.Add(values);
                report.Add(found);
            }

            ahead.Clear();
        }
    }

    private static (float[][] Values, SelectionReport Report) RowsOf(EventBatch batch, IReadOnlyList<FeatureSet> sets, EventSelection selection)
    {
        float[][] rows = [.. sets.Select(set => new float[batch.Count * set.Features.Count])];
        var kept = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (!selection.Keeps(batch[i], out var cleaned))
                continue;
            for (var s = 0; s < rows.Length; s++)
                sets[s].Fill(cleaned, rows[s].AsSpan(kept * sets[s].Features.Count, sets[s].Features.Count));
            kept++;
        }

        return ([.. rows.Select((values, s) => values[..(kept * sets[s].Features.Count)])], selection.Report);
    }

    private static float[] Joined(List<float[][]> parts, int set, string name)
    {
        var length = parts.Sum(part => (long)part[set].Length);
        if (length > Array.MaxLength)
            throw new UserInputException("events-too-many", $"The events of '{name}' have {length} features together; a table holds {Array.MaxLength}.", "Choose a feature set with fewer columns, or split the file.");
        var all = new float[length];
        var at = 0;
        foreach (var part in parts)
        {
            part[set].CopyTo(all, at);
            at += part[set].Length;
        }

        return all;
    }
}
