namespace DarkMachines.Linear;

/// <summary>Probabilities from logarithms of unnormalised ones.</summary>
internal static class Softmax
{
    /// <summary>
    /// Replaces each logarithm by its probability, and returns the logarithm of the sum of exponentials less the
    /// greatest logarithm. The greatest is subtracted first, so that nothing overflows; minus infinity becomes zero,
    /// but at least one logarithm must be finite.
    /// </summary>
    public static double InPlace(Span<double> logarithms)
    {
        var greatest = double.NegativeInfinity;
        foreach (var value in logarithms)
            greatest = Math.Max(greatest, value);
        var sum = 0.0;
        foreach (ref var value in logarithms)
        {
            value = Math.Exp(value - greatest);
            sum += value;
        }

        foreach (ref var value in logarithms)
            value /= sum;
        return Math.Log(sum);
    }

    /// <summary>As above, into single precision.</summary>
    public static void Write(Span<double> logarithms, Span<float> probabilities)
    {
        InPlace(logarithms);
        for (var i = 0; i < logarithms.Length; i++)
            probabilities[i] = (float)logarithms[i];
    }
}
