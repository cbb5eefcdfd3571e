using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Kernels;

/// <summary><see cref="TermKind.Epanechnikov"/>.</summary>
internal readonly struct EpanechnikovTerm : ITerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Take(Vector512<float> sums, Vector512<float> weights, Vector512<float> squares, Vector512<float> shift) =>
        Vector512.FusedMultiplyAdd(weights, Vector512.MaxNative(Vector512<float>.One - squares, Vector512<float>.Zero), sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Take(Vector256<float> sums, Vector256<float> weights, Vector256<float> squares, Vector256<float> shift) =>
        Vector256.MultiplyAddEstimate(weights, Vector256.MaxNative(Vector256<float>.One - squares, Vector256<float>.Zero), sums);

    public static float Take(float sum, float weight, float square, float shift) => sum + weight * Math.Max(1 - square, 0);
}
