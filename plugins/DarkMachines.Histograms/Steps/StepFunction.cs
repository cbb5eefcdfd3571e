using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Histograms.Steps;

/// <summary>A function of one number that is constant between thresholds. Immutable.</summary>
internal sealed class StepFunction
{
    private const int Lanes = 16;

    // Filled up with infinity to whole vectors: nothing lies above that.
    private readonly float[] _thresholds;
    private readonly float[] _values;

    /// <param name="thresholds">In ascending order; a number equal to one lies below it.</param>
    /// <param name="values">The value below the first threshold, between each two, and above the last.</param>
    public StepFunction(ReadOnlySpan<float> thresholds, ReadOnlySpan<float> values)
    {
        if (values.Length != thresholds.Length + 1)
            throw new ArgumentException($"{thresholds.Length} thresholds divide numbers into one part more, not {values.Length}.", nameof(values));
        Count = thresholds.Length;
        _thresholds = new float[(thresholds.Length + Lanes - 1) / Lanes * Lanes];
        _thresholds.AsSpan().Fill(float.PositiveInfinity);
        thresholds.CopyTo(_thresholds);
        _values = values.ToArray();
    }

    /// <summary>Number of thresholds.</summary>
    public int Count { get; }

    /// <summary>The thresholds.</summary>
    public ReadOnlySpan<float> Thresholds => _thresholds.AsSpan(0, Count);

    /// <summary>The values between them.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The value at a number; NaN for NaN.</summary>
    public float this[float x] => float.IsNaN(x) ? float.NaN : _values[Below(_thresholds, x)];

    /// <summary>The same, one threshold after another: what the vectors are tested against.</summary>
    public float Plain(float x)
    {
        var below = 0;
        while (below < Count && _thresholds[below] < x)
            below++;
        return float.IsNaN(x) ? float.NaN : _values[below];
    }

    // How many thresholds are below a number: halves the vectors until one is left, and counts in that.
    private static int Below(float[] thresholds, float x)
    {
        var vectors = thresholds.Length / Lanes;
        if (vectors == 0)
            return 0;
        ref var first = ref MemoryMarshal.GetArrayDataReference(thresholds);
        var start = 0;
        while (vectors > 1)
        {
            var half = vectors / 2;

            // If the last of the left half is below, so is all of it.
            start += thresholds[(start + half) * Lanes - 1] < x ? half : 0;
            vectors -= half;
        }

        var below = Vector512.LessThan(Vector512.LoadUnsafe(ref first, (nuint)(start * Lanes)), Vector512.Create(x));
        return start * Lanes + System.Numerics.BitOperations.PopCount((uint)below.ExtractMostSignificantBits());
    }
}
