namespace DarkMachines.Onnx;

/// <summary>
/// How often the class named by a classifier is right, against the probability it gives to the positive class: the
/// calibrated confidence level of SUSY-AI (Caron et al., Eur. Phys. J. C 77 (2017) 257). The probabilities from
/// <paramref name="Low"/> to <paramref name="High"/> are divided into bins of one width; what lies outside belongs to the
/// bin at that end.
/// </summary>
/// <param name="Low">Lower edge of the first bin.</param>
/// <param name="High">Upper edge of the last bin.</param>
/// <param name="Boundary">Probability from which the positive class is named.</param>
/// <param name="Levels">For each bin the share of points whose class was the one that is more common in it.</param>
public sealed record ConfidenceCurve(float Low, float High, float Boundary, IReadOnlyList<float> Levels)
{
    /// <summary>The confidence level of a probability.</summary>
    /// <param name="probability">The probability given to the positive class.</param>
    public float LevelOf(float probability) => Levels[BinOf(probability, Low, High, Levels.Count)];

    /// <summary>The bin of a probability.</summary>
    /// <param name="probability">The probability.</param>
    /// <param name="low">Lower edge of the first bin.</param>
    /// <param name="high">Upper edge of the last bin.</param>
    /// <param name="bins">Number of bins.</param>
    public static int BinOf(float probability, float low, float high, int bins) =>
        high > low ? Math.Clamp((int)(((double)probability - low) / ((double)high - low) * bins), 0, bins - 1) : 0;
}
