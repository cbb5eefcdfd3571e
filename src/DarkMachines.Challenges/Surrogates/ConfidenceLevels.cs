using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates;

/// <summary>
/// Measures calibrated confidence levels from predictions of points that a classifier was not fitted on, such as the
/// out-of-bag predictions of a forest. As SUSY-AI documents it (Caron et al., Eur. Phys. J. C 77 (2017) 257): the
/// predictions from the least to the greatest are divided into bins of one width; the level of a bin is the share of its
/// points that have its more common class, and 1/2 if it has no points. The bin with the least level, of those that have
/// points, parts the classes: below it the negative one is named, above it the positive one, within it the more common.
/// </summary>
public static class ConfidenceLevels
{
    /// <summary>Bins unless another number is chosen.</summary>
    public const int DefaultBins = 100;

    /// <summary>Measures the levels.</summary>
    /// <param name="probabilities">The probability that each point was given of being positive; points whose prediction is NaN are left out.</param>
    /// <param name="isPositive">Whether each point is.</param>
    /// <param name="bins">Number of bins.</param>
    /// <returns>The levels; null if no point has a prediction.</returns>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static ConfidenceCurve? Of(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> isPositive, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (probabilities.Length != isPositive.Length)
            throw new ArgumentException($"{probabilities.Length} probabilities for {isPositive.Length} classes.", nameof(isPositive));
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (var p in probabilities)
        {
            if (!float.IsNaN(p))
                (low, high) = (Math.Min(low, p), Math.Max(high, p));
        }

        if (low > high)
            return null;
        var counts = new (int Negative, int Positive)[bins];
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (float.IsNaN(probabilities[i]))
                continue;
            ref var bin = ref counts[ConfidenceCurve.BinOf(probabilities[i], low, high, bins)];
            bin = isPositive[i] ? (bin.Negative, bin.Positive + 1) : (bin.Negative + 1, bin.Positive);
        }

        float[] levels = [.. counts.Select(bin => bin is (0, 0) ? 0.5f : (float)Math.Max(bin.Negative, bin.Positive) / (bin.Negative + bin.Positive))];
        return new ConfidenceCurve(low, high, Boundary(counts, levels, low, high), levels);
    }

    // Of several bins with the least level the one nearest to a probability of one half.
    private static float Boundary((int Negative, int Positive)[] counts, float[] levels, float low, float high)
    {
        var width = ((double)high - low) / counts.Length;
        var least = Enumerable.Range(0, counts.Length)
            .Where(bin => counts[bin] is not (0, 0))
            .OrderBy(bin => levels[bin])
            .ThenBy(bin => Math.Abs(low + (bin + 0.5) * width - 0.5))
            .First();
        var isPositiveWithin = counts[least].Positive > counts[least].Negative;
        return (float)(low + (isPositiveWithin ? least : least + 1) * width);
    }
}
