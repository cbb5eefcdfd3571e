using System.Globalization;

namespace DarkMachines.Data.Events;

/// <summary>
/// A feature that gives signal away by a sharp edge of the background: beyond a value there are at least
/// <see cref="LeastEfficiency"/> of the signal and not one background event, and yet the background reaches that value in
/// full strength: at least <see cref="LeastAtEdge"/> of its events lie as near to the edge as the nearest tenth of the
/// signal beyond. Physics has thinning tails; edges are mostly cuts that one file had and the other had not.
/// </summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Edge">The last value that the background reaches.</param>
/// <param name="IsAbove">True if the signal goes on above the edge, false if below.</param>
/// <param name="SignalEfficiency">Share of the signal beyond the edge.</param>
/// <param name="BackgroundEvents">Background events that were looked at.</param>
public sealed record SuspiciousFeature(string Feature, float Edge, bool IsAbove, double SignalEfficiency, int BackgroundEvents)
{
    /// <summary>Share of the signal beyond the edge from which a feature is named.</summary>
    public const double LeastEfficiency = 0.01;

    /// <summary>Background events near the edge from which it is sharp; a falling tail has one or two there.</summary>
    public const int LeastAtEdge = 10;

    /// <summary>The same where fewer than <see cref="LeastAtEdge"/> values occur at the edge, as of flags and counts: what is rare is not therefore cut.</summary>
    public const double LeastEfficiencyOfSpike = 0.1;

    private const double NearestShare = 0.1;

    /// <summary>Finds such features.</summary>
    /// <param name="background">Background rows.</param>
    /// <param name="signal">Signal rows of the same columns.</param>
    /// <returns>The edges, that of the largest efficiency first.</returns>
    public static IReadOnlyList<SuspiciousFeature> Find(FeatureTable background, FeatureTable signal)
    {
        ArgumentNullException.ThrowIfNull(background);
        ArgumentNullException.ThrowIfNull(signal);
        var findings = new List<SuspiciousFeature>();
        for (var column = 0; column < background.ColumnCount && background.RowCount > 0; column++)
        {
            foreach (var isAbove in (bool[])[true, false])
            {
                if (At(background, signal, column, isAbove) is { } finding)
                    findings.Add(finding);
            }
        }

        return [.. findings.OrderByDescending(finding => finding.SignalEfficiency)];
    }

    /// <summary>The finding in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Feature} {(IsAbove ? ">" : "<")} {Edge:g6} keeps {100 * SignalEfficiency:0.0} % of the signal and none of {BackgroundEvents} background events, of which many lie close to that value: were both files made with the same cuts?");

    private static SuspiciousFeature? At(FeatureTable background, FeatureTable signal, int column, bool isAbove)
    {
        var sign = isAbove ? 1 : -1;
        var edge = float.NegativeInfinity;
        for (var row = 0; row < background.RowCount; row++)
            edge = Math.Max(edge, sign * background.Row(row)[column]);

        var distances = new List<float>();
        for (var row = 0; row < signal.RowCount; row++)
        {
            if (sign * signal.Row(row)[column] > edge)
                distances.Add(sign * signal.Row(row)[column] - edge);
        }

        if (distances.Count < Math.Max(LeastAtEdge, LeastEfficiency * signal.RowCount))
            return null;
        distances.Sort();
        var nearest = distances[(int)(NearestShare * distances.Count)];
        var (atEdge, values) = (0, new HashSet<float>());
        for (var row = 0; row < background.RowCount; row++)
        {
            if (sign * background.Row(row)[column] > edge - nearest)
            {
                atEdge++;
                values.Add(background.Row(row)[column]);
            }
        }

        var efficiency = (double)distances.Count / signal.RowCount;
        var isNamed = atEdge >= LeastAtEdge && efficiency >= (values.Count >= LeastAtEdge ? LeastEfficiency : LeastEfficiencyOfSpike);
        return isNamed ? new SuspiciousFeature(background.Features[column].Name, sign * edge, isAbove, efficiency, background.RowCount) : null;
    }
}
