using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Linear;

/// <summary>
/// Sums over vectors. The order of the additions is the same on every machine: four sums side by side, whether the
/// machine has vectors of that width or not, and products are rounded before they are added.
/// </summary>
internal static class Vectors
{
    private const int Lanes = 4;

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a[..b.Length]);
        ref var y = ref MemoryMarshal.GetReference(b);
        Vector256<double> even = default, odd = default;
        var i = 0;
        // Two vectors of sums: one addition need not wait for the one before it.
        for (; i <= b.Length - 2 * Lanes; i += 2 * Lanes)
        {
            even += Vector256.LoadUnsafe(ref x, (nuint)i) * Vector256.LoadUnsafe(ref y, (nuint)i);
            odd += Vector256.LoadUnsafe(ref x, (nuint)(i + Lanes)) * Vector256.LoadUnsafe(ref y, (nuint)(i + Lanes));
        }

        var sums = even + odd;
        var sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < b.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    public static void AddMultiple(double factor, ReadOnlySpan<double> vector, Span<double> sum)
    {
        ref var x = ref MemoryMarshal.GetReference(vector[..sum.Length]);
        ref var total = ref MemoryMarshal.GetReference(sum);
        var factors = Vector256.Create(factor);
        var i = 0;
        for (; i <= sum.Length - Lanes; i += Lanes)
            (Vector256.LoadUnsafe(ref total, (nuint)i) + factors * Vector256.LoadUnsafe(ref x, (nuint)i)).StoreUnsafe(ref total, (nuint)i);
        for (; i < sum.Length; i++)
            sum[i] += factor * vector[i];
    }

    /// <summary>Writes the products of two vectors, element by element.</summary>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> product)
    {
        ref var x = ref MemoryMarshal.GetReference(a[..product.Length]);
        ref var y = ref MemoryMarshal.GetReference(b[..product.Length]);
        ref var z = ref MemoryMarshal.GetReference(product);
        var i = 0;
        for (; i <= product.Length - Lanes; i += Lanes)
            (Vector256.LoadUnsafe(ref x, (nuint)i) * Vector256.LoadUnsafe(ref y, (nuint)i)).StoreUnsafe(ref z, (nuint)i);
        for (; i < product.Length; i++)
            product[i] = a[i] * b[i];
    }

    /// <summary>Fills the upper triangle of a square row-major matrix from the lower one.</summary>
    public static void MirrorLowerTriangle(double[] matrix, int order)
    {
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < i; j++)
                matrix[j * order + i] = matrix[i * order + j];
        }
    }
}
