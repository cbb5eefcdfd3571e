namespace DarkMachines.Onnx;

/// <summary>Class probabilities from logits, and the check of those that a graph gives.</summary>
internal static class Probabilities
{
    // A sum of float32 probabilities is off by far less, one of anything else usually by far more.
    private const double Tolerance = 1e-3;

    /// <summary>The logistic function of minus a number and of the number, without overflow, by a single exponential.</summary>
    public static (float Negative, float Positive) Logistic(float logit)
    {
        var e = MathF.Exp(-MathF.Abs(logit));
        var large = 1 / (1 + e);
        var small = e * large;
        return logit >= 0 ? (small, large) : (large, small);
    }

    /// <summary>Replaces the logits of one row by probabilities.</summary>
    public static void Softmax(Span<float> row)
    {
        var largest = float.NegativeInfinity;
        foreach (var logit in row)
            largest = Math.Max(largest, logit);
        var sum = 0.0;
        foreach (var logit in row)
            sum += Math.Exp((double)logit - largest);
        foreach (ref var value in row)
            value = (float)(Math.Exp((double)value - largest) / sum);
    }

    /// <summary>
    /// Makes two columns of one: the input is the second half of the span, which holds the positive class's
    /// probabilities or logits.
    /// </summary>
    public static void Expand(Span<float> pairs, OutputForm form)
    {
        var count = pairs.Length / 2;
        // Pair i ends at 2i + 1, never past the value just read at count + i.
        for (var i = 0; i < count; i++)
        {
            var value = pairs[count + i];
            (pairs[2 * i], pairs[2 * i + 1]) = form == OutputForm.Logits
                ? Logistic(value)
                : (1 - value, value);
        }
    }

    /// <summary>True if each value is between 0 and 1 and they add to one.</summary>
    public static bool AreValid(ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        var smallest = 0f;
        foreach (var value in row)
        {
            sum += value;
            smallest = Math.Min(smallest, value);
        }

        return Math.Abs(sum - 1) <= Tolerance && smallest >= -Tolerance;
    }
}
