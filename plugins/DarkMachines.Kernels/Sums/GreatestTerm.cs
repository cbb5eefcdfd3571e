using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Kernels;

/// <summary><see cref="TermKind.Greatest"/>.</summary>
internal readonly struct GreatestTerm : ITerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Take(Vector512<float> sums, Vector512<float> weights, Vector512<float> squares, Vector512<float> shift) =>
        Vector512.MaxNative(shift - squares, sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Take(Vector256<float> sums, Vector256<float> weights, Vector256<float> squares, Vector256<float> shift) =>
        Vector256.MaxNative(shift - squares, sums);

    public static float Take(float sum, float weight, float square, float shift) => Math.Max(sum, shift - square);
}
