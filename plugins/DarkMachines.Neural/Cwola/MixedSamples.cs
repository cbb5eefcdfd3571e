namespace DarkMachines.Neural;

/// <summary>Events of a signal region and of control samples, weighted so that all samples weigh the same.</summary>
/// <param name="Table">The events, with those weights.</param>
/// <param name="Samples">For each the place of its sample; the signal region is the last.</param>
/// <param name="Count">How many samples there are.</param>
internal sealed record MixedSamples(FeatureTable Table, int[] Samples, int Count)
{
    /// <summary>Takes the events that count.</summary>
    /// <param name="rows">All events.</param>
    /// <param name="counted">The numbers of those that count.</param>
    /// <param name="classes">Their classes.</param>
    public static MixedSamples Of(TrainingRows rows, int[] counted, PresentClasses classes)
    {
        int[] samples = [.. classes.Places.Select(place => (int)place)];
        var totals = new double[classes.Count];
        for (var i = 0; i < samples.Length; i++)
            totals[samples[i]] += rows.Weight(counted[i]);
        float[] weights = [.. samples.Select((sample, i) => (float)(rows.Weight(counted[i]) * rows.TotalWeight / (classes.Count * totals[sample])))];
        return new MixedSamples(new FeatureTable(rows.Table.Features, rows.Table.SelectRows(counted).Values.ToArray(), weights), samples, classes.Count);
    }

    /// <summary>Some of the events.</summary>
    public MixedSamples Select(IEnumerable<int> rows)
    {
        int[] chosen = [.. rows];
        return this with { Table = Table.SelectRows(chosen), Samples = [.. chosen.Select(row => Samples[row])] };
    }

    /// <summary>Divides the events into parts with as much of each sample.</summary>
    /// <exception cref="UnusableDataException">There are fewer events of a sample than parts.</exception>
    public int[][] Divide(int parts, RandomStream random)
    {
        var folds = Enumerable.Range(0, parts).Select(_ => new List<int>()).ToArray();
        for (var sample = 0; sample < Count; sample++)
        {
            int[] rows = [.. Enumerable.Range(0, Samples.Length).Where(row => Samples[row] == sample)];
            if (rows.Length < parts)
                throw new UnusableDataException($"There are {rows.Length} events of a sample; {parts} folds need at least one each.", "Give more events, or take fewer folds.");
            random.Shuffle<int>(rows);
            for (var i = 0; i < rows.Length; i++)
                folds[i % parts].Add(rows[i]);
        }

        return [.. folds.Select(fold => fold.ToArray())];
    }

    /// <summary>The share of the signal region above the cut that a share of the control samples passes.</summary>
    /// <param name="scores">One score an event.</param>
    /// <param name="controlEfficiency">That share.</param>
    public double SignalEfficiency(float[] scores, double controlEfficiency)
    {
        float[] control = [.. scores.Where((_, row) => Samples[row] < Count - 1).OrderDescending()];
        var cut = control[Math.Clamp((int)Math.Round(controlEfficiency * control.Length), 1, control.Length) - 1];
        float[] region = [.. scores.Where((_, row) => Samples[row] == Count - 1)];
        return region.Count(score => score > cut) / (double)region.Length;
    }
}
