using DarkMachines.Statistics;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>
/// The metrics of a trial. A signal's total improvement is the largest of its maximum significance improvements over the
/// channels; entrants are compared by its median over the signals, on the same draws of the test events with replacement.
/// </summary>
internal static class LhcGrading
{
    private const int Draws = 20;
    private const ulong Seed = 42;

    public static Grades Grade(IReadOnlyList<LhcSearch> searches, int repeats)
    {
        var byRepeat = searches.GroupBy(search => search.Repeat).Select(group => group.ToArray()).ToArray();
        var all = byRepeat.Select(Metrics).ToArray();
        var metrics = all[0].Keys.ToDictionary(name => name, name => Mean([.. all.Select(one => one[name])]));
        return new Grades(metrics, [.. Enumerable.Range(0, Math.Max(Draws, repeats)).Select(draw => MedianOfDraw(byRepeat[draw % repeats], draw))]);
    }

    private static Dictionary<string, Estimate> Metrics(LhcSearch[] searches)
    {
        var total = TotalImprovement.Of(searches.Select(search => (search.Signal, search.Improvement)));
        var metrics = new Dictionary<string, Estimate>
        {
            [LhcAnomalyChallenge.TotalImprovementMedian] = total.Median,
            ["total-improvement-min"] = total.Minimum,
            ["total-improvement-max"] = total.Maximum,
            ["auc"] = Mean([.. searches.Select(search => search.Grade.Auc)]),
        };
        foreach (var efficiency in WorkingPoint.Published)
        {
            // Of the channels whose background resolves the point.
            Estimate[] known = [.. searches.SelectMany(search => search.Grade.Points).Where(point => point.BackgroundEfficiency == efficiency && point.IsResolved).Select(point => point.SignalEfficiency)];
            if (known.Length > 0)
                metrics[WorkingPoint.MetricName(efficiency)] = Mean(known);
        }

        metrics["max-significance-improvement"] = Mean([.. searches.Select(search => search.Improvement)]);
        foreach (var search in searches)
        {
            metrics[$"auc:{search.Channel}/{search.Signal}"] = search.Grade.Auc;
            metrics[$"max-significance-improvement:{search.Channel}/{search.Signal}"] = search.Improvement;
        }

        return metrics;
    }

    // Ends of intervals are averaged like the values: right for searches that share their background, else wider than 95 %.
    private static Estimate Mean(Estimate[] estimates) => estimates.All(e => e.Low is not null && e.High is not null)
        ? new Estimate(estimates.Average(e => e.Value), null, estimates.Average(e => e.Low!.Value), estimates.Average(e => e.High!.Value))
        : new Estimate(estimates.Average(e => e.Value));

    // The same draw for every entrant: what the test events happen to be cancels in the difference.
    private static double MedianOfDraw(LhcSearch[] searches, int draw)
    {
        var random = new RandomStream(Seed, (ulong)draw);
        var improvements = new List<(string Signal, Estimate Improvement)>();
        foreach (var channel in searches.GroupBy(search => search.Channel))
        {
            var background = new double[channel.First().Background];
            for (var i = 0; i < background.Length; i++)
                background[random.Below(background.Length)]++;
            improvements.AddRange(channel.Select(search => (search.Signal, new Estimate(search.Resampled(background, random)))));
        }

        return TotalImprovement.Of(improvements).Median.Value;
    }
}
