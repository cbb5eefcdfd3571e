using System.Runtime.Intrinsics;

namespace DarkMachines.Kernels;

/// <summary>One term for each lane: what <see cref="TermKind"/> says, as vectors and as plain numbers.</summary>
internal interface ITerm
{
    /// <summary>Takes 16 points into running sums.</summary>
    static abstract Vector512<float> Take(Vector512<float> sums, Vector512<float> weights, Vector512<float> squares, Vector512<float> shift);

    /// <summary>Takes 8 points into running sums.</summary>
    static abstract Vector256<float> Take(Vector256<float> sums, Vector256<float> weights, Vector256<float> squares, Vector256<float> shift);

    /// <summary>Takes a point into a running sum.</summary>
    static abstract float Take(float sum, float weight, float square, float shift);
}
