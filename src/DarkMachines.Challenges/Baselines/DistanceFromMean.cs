using System.Text.Json.Nodes;

namespace DarkMachines.Challenges.Baselines;

/// <summary>The distance from the mean of the training rows, which a protocol has put at zero with deviation one in each column.</summary>
public sealed class DistanceFromMean : IAnomalyDetector
{
    /// <summary>The baseline as an entrant.</summary>
    public static Entrant Entrant { get; } = new(
        "distance-from-mean", new JsonObject(), "distance-from-mean/1", EntrantSource.Baseline, () => new DistanceFromMean());

    /// <inheritdoc/>
    public IAnomalyModel Fit(FeatureTable background, FitContext context) => new RowScore(background.Features, Norm);

    private static float Norm(ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        foreach (var value in row)
            sum += (double)value * value;
        return (float)Math.Sqrt(sum);
    }
}
