using System.Text.Json.Nodes;

namespace DarkMachines.Challenges.Baselines;

/// <summary>
/// The largest deviation from the mean of any one column, in standard deviations: a cut on single features. The columns
/// must be standardised, as a protocol does.
/// </summary>
public sealed class LargestDeviation : IAnomalyDetector
{
    /// <summary>The baseline as an entrant.</summary>
    public static Entrant Entrant { get; } = new(
        "largest-deviation", new JsonObject(), "largest-deviation/1", EntrantSource.Baseline, () => new LargestDeviation());

    /// <inheritdoc/>
    public IAnomalyModel Fit(FeatureTable background, FitContext context) =>
        new RowScore(background.Features, LargestMagnitude);

    private static float LargestMagnitude(ReadOnlySpan<float> row)
    {
        var largest = 0f;
        foreach (var value in row)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
