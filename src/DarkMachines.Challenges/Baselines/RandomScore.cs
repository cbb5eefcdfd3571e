using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace DarkMachines.Challenges.Baselines;

/// <summary>Guesses: a score drawn from the uniform distribution, the same for the same row. What any detector must beat.</summary>
public sealed class RandomScore : IAnomalyDetector
{
    /// <summary>The baseline as an entrant.</summary>
    public static Entrant Entrant { get; } = new(
        "random-score", new JsonObject(), "random-score/1", EntrantSource.Baseline, () => new RandomScore());

    /// <inheritdoc/>
    public IAnomalyModel Fit(FeatureTable background, FitContext context) => new RowScore(background.Features, row =>
    {
        // The row itself selects the random number: a guess must not depend on the batch it comes in.
        var key = context.Seed;
        foreach (var bits in MemoryMarshal.Cast<float, uint>(row))
            key = RandomStream.DeriveSeed(key, bits);
        return (float)new RandomStream(key).Uniform();
    });
}
