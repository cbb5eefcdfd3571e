using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates;

/// <summary>
/// Measures the half widths of intervals on points that a surrogate was not fitted on. Of n errors, the one of rank
/// ⌈(n + 1) coverage⌉ covers the error of one point more with at least that probability, if the points are drawn alike
/// (Lei, G'Sell, Rinaldo, Tibshirani, Wasserman, J. Am. Stat. Assoc. 113 (2018) 1094, Theorem 2.2).
/// </summary>
public static class ConformalErrors
{
    /// <summary>The probabilities within one, two and three standard deviations of a normal distribution.</summary>
    public static IReadOnlyList<float> Coverages { get; } = [0.6827f, 0.9545f, 0.9973f];

    /// <summary>Measures the widths; relative to the prediction if all values are positive.</summary>
    /// <param name="predictions">What was predicted, row-major; points that have a NaN are left out.</param>
    /// <param name="values">The truth, row-major.</param>
    /// <param name="outputs">Values of a point.</param>
    /// <returns>The widths at those coverages that there are points enough for; null if there are none.</returns>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static ErrorQuantiles? Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> values, int outputs)
    {
        if (predictions.Length != values.Length)
            throw new ArgumentException($"{predictions.Length} predictions for {values.Length} values.", nameof(predictions));
        var areRelative = values.IndexOfAnyExceptInRange(float.Epsilon, float.MaxValue) < 0;
        var errors = new List<float>[outputs];
        for (var k = 0; k < outputs; k++)
            errors[k] = Sorted(predictions, values, outputs, k, areRelative);
        var points = errors.Min(own => own.Count);
        float[] coverages = [.. Coverages.Where(coverage => Rank(points, coverage) <= points)];
        return coverages.Length == 0 ? null : new ErrorQuantiles(areRelative, coverages, [.. errors.SelectMany(own => coverages.Select(coverage => own[Rank(own.Count, coverage) - 1]))]);
    }

    private static int Rank(int points, float coverage) => (int)Math.Ceiling((points + 1) * (double)coverage);

    // An infinite relative error, of a prediction of zero, has no place on a card.
    private static List<float> Sorted(ReadOnlySpan<float> predictions, ReadOnlySpan<float> values, int outputs, int output, bool areRelative)
    {
        var errors = new List<float>();
        for (var i = output; i < predictions.Length; i += outputs)
        {
            var error = Math.Abs((double)predictions[i] - values[i]) / (areRelative ? Math.Abs(predictions[i]) : 1);
            if (!float.IsNaN(predictions[i]))
                errors.Add((float)Math.Min(error, float.MaxValue));
        }

        errors.Sort();
        return errors;
    }
}
