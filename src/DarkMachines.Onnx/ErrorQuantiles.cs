namespace DarkMachines.Onnx;

/// <summary>
/// Half widths of the intervals that cover the truth with a stated probability: quantiles of |error| over points that the
/// surrogate was not fitted on (split conformal prediction: Lei et al., J. Am. Stat. Assoc. 113 (2018) 1094).
/// </summary>
/// <param name="AreRelative">True if an error is a fraction of the prediction; false if it is in the output's unit.</param>
/// <param name="Coverages">The probabilities, between 0 and 1, such as 0.6827, 0.9545 and 0.9973.</param>
/// <param name="Quantiles">Half widths, one a coverage for the first output, then for the next.</param>
public sealed record ErrorQuantiles(bool AreRelative, IReadOnlyList<float> Coverages, IReadOnlyList<float> Quantiles)
{
    /// <summary>The half width of the interval about a prediction, in the output's unit.</summary>
    /// <param name="output">The output, counted from 0.</param>
    /// <param name="coverage">The coverage, by its place in <see cref="Coverages"/>.</param>
    /// <param name="prediction">The value predicted.</param>
    public float HalfWidth(int output, int coverage, float prediction) =>
        Quantiles[output * Coverages.Count + coverage] * (AreRelative ? Math.Abs(prediction) : 1);
}
