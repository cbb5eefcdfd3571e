using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Kernels;

/// <summary><see cref="TermKind.Gaussian"/>.</summary>
internal readonly struct GaussianTerm : ITerm
{
    // 2^f = 1 + f (C1 + f (C2 + …)) for f from −1/2 to 1/2: least greatest relative error, 1e-7.
    private const float C1 = 0.693147f, C2 = 0.24022242f, C3 = 0.055507336f, C4 = 0.009671513f, C5 = 0.0013264727f;
    private const float LeastExponent = -126;
    private const int MantissaBits = 23;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Take(Vector512<float> sums, Vector512<float> weights, Vector512<float> squares, Vector512<float> shift)
    {
        var exponents = Vector512.MaxNative(shift - squares, Vector512.Create(LeastExponent));
        var whole = Vector512.Round(exponents);
        var f = exponents - whole;
        var power = Vector512.FusedMultiplyAdd(Vector512.Create(C5), f, Vector512.Create(C4));
        power = Vector512.FusedMultiplyAdd(power, f, Vector512.Create(C3));
        power = Vector512.FusedMultiplyAdd(power, f, Vector512.Create(C2));
        power = Vector512.FusedMultiplyAdd(power, f, Vector512.Create(C1));
        power = Vector512.FusedMultiplyAdd(power, f, Vector512<float>.One);
        power = (power.AsInt32() + (Vector512.ConvertToInt32Native(whole) << MantissaBits)).AsSingle();
        return Vector512.FusedMultiplyAdd(weights, power, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Take(Vector256<float> sums, Vector256<float> weights, Vector256<float> squares, Vector256<float> shift)
    {
        var exponents = Vector256.MaxNative(shift - squares, Vector256.Create(LeastExponent));
        var whole = Vector256.Round(exponents);
        var f = exponents - whole;
        var power = Vector256.MultiplyAddEstimate(Vector256.Create(C5), f, Vector256.Create(C4));
        power = Vector256.MultiplyAddEstimate(power, f, Vector256.Create(C3));
        power = Vector256.MultiplyAddEstimate(power, f, Vector256.Create(C2));
        power = Vector256.MultiplyAddEstimate(power, f, Vector256.Create(C1));
        power = Vector256.MultiplyAddEstimate(power, f, Vector256<float>.One);
        power = (power.AsInt32() + (Vector256.ConvertToInt32Native(whole) << MantissaBits)).AsSingle();
        return Vector256.MultiplyAddEstimate(weights, power, sums);
    }

    public static float Take(float sum, float weight, float square, float shift) =>
        sum + weight * MathF.Pow(2, Math.Max(shift - square, LeastExponent));
}
