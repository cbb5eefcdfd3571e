namespace DarkMachines.Statistics;

/// <summary>
/// The bootstrap over events (Efron, Ann. Stat. 7 (1979) 1): signal and background are drawn anew, each as many as there are,
/// and every entrant is graded on the same draws, so that differences and ranks are paired.
/// </summary>
public static class EventBootstrap
{
    /// <summary>A metric of each entrant on each resample.</summary>
    /// <param name="entrants">Scores of the same events by each entrant.</param>
    /// <param name="weights">Weight of each event; empty for one each.</param>
    /// <param name="metric">The metric, a pure function.</param>
    /// <param name="replicates">Number of resamples.</param>
    /// <param name="context">Seed and threads; the result does not depend on the threads.</param>
    /// <returns>For each entrant the metric on each resample.</returns>
    /// <exception cref="ArgumentException">There is no entrant, or entrants were given other events.</exception>
    public static double[][] Replicates(
        IReadOnlyList<RankedScores> entrants, ReadOnlyMemory<double> weights, Func<RocCurve, double> metric, int replicates, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(entrants);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        if (entrants.Count == 0)
            throw new ArgumentException("A bootstrap needs an entrant.", nameof(entrants));
        foreach (var entrant in entrants)
        {
            if (!entrant.IsSignal.SequenceEqual(entrants[0].IsSignal))
                throw new ArgumentException("Entrants are compared on the same events in the same order.", nameof(entrants));
        }

        var rows = RowsOf(entrants[0].IsSignal);
        var values = entrants.Select(_ => new double[replicates]).ToArray();
        context.ForEach(replicates, replicate =>
        {
            var drawn = Draw(rows, entrants[0].Count, weights.Span, context.Random((ulong)replicate));
            for (var e = 0; e < entrants.Count; e++)
                values[e][replicate] = metric(entrants[e].Curve(drawn));
        });
        return values;
    }

    /// <summary>The difference of a metric between two entrants on the same events, with its interval and test.</summary>
    /// <param name="first">Scores by the first entrant.</param>
    /// <param name="second">Scores of the same events by the second.</param>
    /// <param name="weights">Weight of each event; empty for one each.</param>
    /// <param name="metric">The metric, a pure function.</param>
    /// <param name="replicates">Number of resamples; no p-value is smaller than one over one more.</param>
    /// <param name="context">Seed and threads; the result does not depend on the threads.</param>
    /// <exception cref="ArgumentException">The entrants were given other events.</exception>
    public static PairedDifference Compare(
        RankedScores first, RankedScores second, ReadOnlyMemory<double> weights, Func<RocCurve, double> metric, int replicates, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(metric);
        var drawn = Replicates([first, second], weights, metric, replicates, context);
        var difference = metric(first.Curve(weights.Span)) - metric(second.Curve(weights.Span));
        var differences = drawn[0].Zip(drawn[1], (a, b) => a - b).ToArray();
        var (low, high) = Percentiles.Central(differences);

        // Where the entrants are the same, resampled differences scatter about zero as they do here about the one observed.
        var asLarge = differences.Count(d => Math.Abs(d - difference) >= Math.Abs(difference));
        return new PairedDifference(new Estimate(difference, null, low, high), (1.0 + asLarge) / (1 + replicates));
    }

    private static (int[] Signal, int[] Background) RowsOf(ReadOnlySpan<bool> isSignal)
    {
        List<int> signal = [], background = [];
        for (var i = 0; i < isSignal.Length; i++)
            (isSignal[i] ? signal : background).Add(i);
        return ([.. signal], [.. background]);
    }

    private static double[] Draw((int[] Signal, int[] Background) rows, int count, ReadOnlySpan<double> weights, RandomStream random)
    {
        var drawn = new double[count];
        foreach (var group in (int[][])[rows.Signal, rows.Background])
        {
            for (var i = 0; i < group.Length; i++)
            {
                var row = group[random.Below(group.Length)];
                drawn[row] += weights.IsEmpty ? 1 : weights[row];
            }
        }

        return drawn;
    }
}

/// <summary>The difference between two entrants on the same events.</summary>
/// <param name="Difference">First minus second, with its 95 % interval.</param>
/// <param name="PValue">Probability of as large a difference, of either sign, between entrants that are the same.</param>
public sealed record PairedDifference(Estimate Difference, double PValue);
