namespace DarkMachines.Statistics;

/// <summary>
/// The total improvement of an entrant (arXiv:2105.14027, sect. 4.2): of each signal the largest of its maximum significance
/// improvements over the channels in which it is searched for, summarised over the signals.
/// </summary>
/// <param name="Minimum">The signal that gained least.</param>
/// <param name="Median">The middle signal; of an even number the mean of the two in the middle.</param>
/// <param name="Maximum">The signal that gained most.</param>
public sealed record TotalImprovement(Estimate Minimum, Estimate Median, Estimate Maximum)
{
    /// <summary>
    /// Summarises. Largest, median and smallest rise with every value, so the ends of the intervals are summarised likewise:
    /// wider than 95 % where channels and signals are independent, right where they share their background.
    /// </summary>
    /// <param name="improvements">The maximum significance improvement of each channel and signal.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static TotalImprovement Of(IEnumerable<(string Signal, Estimate Improvement)> improvements)
    {
        ArgumentNullException.ThrowIfNull(improvements);
        Estimate[] best = [.. improvements.GroupBy(item => item.Signal, item => item.Improvement, StringComparer.Ordinal).Select(Largest)];
        if (best.Length == 0)
            throw new ArgumentException("A total improvement needs a signal.", nameof(improvements));
        return new TotalImprovement(
            Summary(best, values => values.Min()), Summary(best, values => Percentiles.Median(values)), Summary(best, values => values.Max()));
    }

    private static Estimate Largest(IEnumerable<Estimate> channels) => Summary([.. channels], values => values.Max());

    private static Estimate Summary(Estimate[] items, Func<double[], double> of)
    {
        var hasIntervals = items.All(item => item.Low is not null && item.High is not null);
        return new Estimate(
            of([.. items.Select(item => item.Value)]), null,
            hasIntervals ? of([.. items.Select(item => item.Low!.Value)]) : null,
            hasIntervals ? of([.. items.Select(item => item.High!.Value)]) : null);
    }
}
