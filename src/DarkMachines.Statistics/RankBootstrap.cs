namespace DarkMachines.Statistics;

/// <summary>Ranks with intervals from resampling.</summary>
public static class RankBootstrap
{
    /// <summary>The rank of each entrant, 1 for the highest value, with the interval in which 95 % of its resampled ranks lie.</summary>
    /// <param name="values">Value of each entrant on all events; negative infinity for a failure.</param>
    /// <param name="replicates">For each entrant the value on each resample, such as <see cref="EventBootstrap.Replicates"/> gives.</param>
    /// <exception cref="ArgumentException">The numbers of entrants or resamples differ, or a value is NaN.</exception>
    public static IReadOnlyList<Estimate> OverEvents(ReadOnlySpan<double> values, IReadOnlyList<double[]> replicates)
    {
        ArgumentNullException.ThrowIfNull(replicates);
        if (replicates.Count != values.Length || replicates.Any(own => own.Length != replicates[0].Length))
            throw new ArgumentException($"{values.Length} entrants, and resamples that do not fit them.", nameof(replicates));
        var columns = Enumerable.Range(0, values.Length == 0 ? 0 : replicates[0].Length).Select(r => replicates.Select(own => own[r]).ToArray());
        return WithIntervals(Ranks.Descending(values), [.. columns.Select(column => Ranks.Descending(column))]);
    }

    /// <summary>The mean rank of each entrant over tasks, with the interval from drawing the tasks anew.</summary>
    /// <param name="values">For each task the value of each entrant, the higher the better.</param>
    /// <param name="replicates">Number of resamples.</param>
    /// <param name="context">Seed and threads; the result does not depend on the threads.</param>
    /// <exception cref="ArgumentException">There are no tasks, tasks differ in their number of entrants, or a value is NaN.</exception>
    public static IReadOnlyList<Estimate> OverTasks(IReadOnlyList<double[]> values, int replicates, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        if (values.Count == 0 || values.Any(task => task.Length != values[0].Length))
            throw new ArgumentException("Mean ranks are taken over tasks with the values of the same entrants.", nameof(values));
        double[][] ranks = [.. values.Select(task => Ranks.Descending(task))];
        var drawn = new double[replicates][];
        context.ForEach(replicates, r =>
        {
            var random = context.Random((ulong)r);
            drawn[r] = Mean(Enumerable.Range(0, ranks.Length).Select(_ => ranks[random.Below(ranks.Length)]));
        });
        return WithIntervals(Mean(ranks), drawn);
    }

    private static double[] Mean(IEnumerable<double[]> ranks)
    {
        double[]? sum = null;
        var count = 0;
        foreach (var own in ranks)
        {
            sum ??= new double[own.Length];
            for (var e = 0; e < sum.Length; e++)
                sum[e] += own[e];
            count++;
        }

        return [.. sum!.Select(total => total / count)];
    }

    private static Estimate[] WithIntervals(double[] ranks, double[][] drawn) =>
    [
        .. ranks.Select((rank, e) =>
        {
            var (low, high) = Percentiles.Central([.. drawn.Select(own => own[e])]);
            return new Estimate(rank, null, low, high);
        }),
    ];
}
