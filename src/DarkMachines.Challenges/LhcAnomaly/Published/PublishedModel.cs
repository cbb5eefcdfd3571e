using DarkMachines.Statistics;

namespace DarkMachines.Challenges.LhcAnomaly.Published;

/// <summary>A model with the rows of its tables.</summary>
public sealed class PublishedModel
{
    // More digits than this say nothing of rounding.
    private const int MostDecimals = 5;

    /// <summary>Summarises a model.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">Its rows, at least one.</param>
    public PublishedModel(string name, IReadOnlyList<PublishedRow> rows)
    {
        Name = name;
        Rows = rows;
        Decimals = Enumerable.Range(1, MostDecimals).Cast<int?>().FirstOrDefault(d => rows.All(row => row.Efficiencies.Append(row.Auc).All(x => IsMultiple(x, d!.Value))));
        Improvement = ImprovementOver((_, _) => true);
    }

    /// <summary>Name in the tables.</summary>
    public string Name { get; }

    /// <summary>The rows, in the order of the files.</summary>
    public IReadOnlyList<PublishedRow> Rows { get; }

    /// <summary>
    /// Decimals to which all figures are rounded; null if to more than five. The interval of <see cref="Improvement"/> is then what the
    /// figures may have been before.
    /// </summary>
    public int? Decimals { get; }

    /// <summary>Minimum, median and maximum total improvement over the signals, all working points taken as known.</summary>
    public TotalImprovement Improvement { get; }

    /// <summary>The same over the working points that the background of the test resolves.</summary>
    public TotalImprovement Resolved => ImprovementOver((row, point) => TestBackground.IsResolved(row.Channel, point));

    /// <summary>The mean of a column over all rows.</summary>
    /// <param name="column">The column.</param>
    public double Mean(Func<PublishedRow, double> column) => Rows.Average(column);

    /// <summary>Total improvement over some of the working points; a row without any counts as zero.</summary>
    /// <param name="isUsed">Tells by row and index whether a working point is used.</param>
    public TotalImprovement ImprovementOver(Func<PublishedRow, int, bool> isUsed) => TotalImprovement.Of(Rows.Select(row =>
        (row.Signal, Largest(Enumerable.Range(0, PublishedRow.PointNames.Count).Where(point => isUsed(row, point)).Select(point => Rounded(row, point))))));

    private static Estimate Largest(IEnumerable<Estimate> points) => points.Aggregate(
        new Estimate(0, null, 0, 0),
        (a, b) => new Estimate(Math.Max(a.Value, b.Value), null, Math.Max(a.Low!.Value, b.Low!.Value), Math.Max(a.High!.Value, b.High!.Value)));

    private Estimate Rounded(PublishedRow row, int point)
    {
        var half = Decimals is { } decimals ? 0.5 * Math.Pow(10, -decimals) : 0;
        var root = Math.Sqrt(PublishedRow.BackgroundEfficiencies[point]);
        var efficiency = row.Efficiencies[point];
        return new Estimate(row.Improvement(point), null, Math.Max(efficiency - half, 0) / root, Math.Min(efficiency + half, 1) / root);
    }

    private static bool IsMultiple(double value, int decimals)
    {
        var scaled = value * Math.Pow(10, decimals);
        return Math.Abs(scaled - Math.Round(scaled)) < 1e-9;
    }
}

/// <summary>The background that the published figures were measured on: the last tenth of each channel's events.</summary>
internal static class TestBackground
{
    /// <summary>Number of background events of a channel's test.</summary>
    public static int Events(string channel) => channel switch
    {
        "1" => 21_418,
        "2a" => 2_000,
        "2b" => 34_027,
        _ => 854_411,
    };

    /// <summary>Background events past the cut of a working point, on average.</summary>
    public static double PastCut(string channel, int point) => Events(channel) * PublishedRow.BackgroundEfficiencies[point];

    public static bool IsResolved(string channel, int point) => PastCut(channel, point) >= WorkingPoint.FewestEvents;
}
