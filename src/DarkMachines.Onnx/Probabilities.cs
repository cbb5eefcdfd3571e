using System.Numerics.Tensors;

namespace DarkMachines.Onnx;

/// <summary>Class probabilities from logits, and the check of those that a graph gives.</summary>
internal static class Probabilities
{
    // A sum of float32 probabilities is off by far less, one of anything else usually by far more.
    private const float Tolerance = 1e-3f;

    // Logits are squashed in pieces of this length, the last one padded: the vector code takes another way for fewer than
    // a vector's worth, and a row alone must get the same bits as in a batch.
    private const int PieceLength = 64;

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
        if (form == OutputForm.Logits)
        {
            ExpandLogits(pairs, count);
            return;
        }

        // Pair i ends at 2i + 1, never past the value just read at count + i.
        for (var i = 0; i < count; i++)
        {
            var value = pairs[count + i];
            (pairs[2 * i], pairs[2 * i + 1]) = (1 - value, value);
        }
    }

    // With e = exp(−|logit|), which cannot overflow, the likelier class has 1 / (1 + e) and the other e / (1 + e): one
    // minus a probability near one would lose its digits. NaN stays NaN.
    private static void ExpandLogits(Span<float> pairs, int count)
    {
        Span<float> logits = stackalloc float[PieceLength], likelier = stackalloc float[PieceLength], other = stackalloc float[PieceLength];
        for (var start = 0; start < count; start += PieceLength)
        {
            var length = Math.Min(PieceLength, count - start);
            logits.Clear();
            pairs.Slice(count + start, length).CopyTo(logits);
            TensorPrimitives.Abs(logits, other);
            TensorPrimitives.Negate(other, other);
            TensorPrimitives.Exp(other, other);
            TensorPrimitives.Add(other, 1, likelier);
            TensorPrimitives.Reciprocal(likelier, likelier);
            TensorPrimitives.Multiply(other, likelier, other);
            for (var i = 0; i < length; i++)
            {
                // The sign bit as an index: no branch to mispredict.
                var isNegative = (int)(BitConverter.SingleToUInt32Bits(logits[i]) >> 31);
                pairs[2 * (start + i) + 1 - isNegative] = likelier[i];
                pairs[2 * (start + i) + isNegative] = other[i];
            }
        }
    }

    /// <summary>The first row whose values are not between 0 and 1, or do not add to one; −1 if there is none.</summary>
    /// <param name="probabilities">Row-major, <c>n × classes</c>.</param>
    /// <param name="classes">Number of classes.</param>
    public static int FirstInvalid(ReadOnlySpan<float> probabilities, int classes)
    {
        for (var start = 0; start < probabilities.Length; start += classes)
        {
            float sum = 0, smallest = 0;
            for (var i = start; i < start + classes; i++)
            {
                sum += probabilities[i];
                if (probabilities[i] < smallest)
                    smallest = probabilities[i];
            }

            // A NaN makes the sum one, and no comparison with it is true.
            if (!(Math.Abs(sum - 1) <= Tolerance && smallest >= -Tolerance))
                return start / classes;
        }

        return -1;
    }
}
