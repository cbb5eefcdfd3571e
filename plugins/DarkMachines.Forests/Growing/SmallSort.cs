using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Forests.Growing;

/// <summary>
/// Sorts few keys, all different: the place of a key is the number of smaller ones, counted for four keys at a time.
/// Comparing each with each has no branch to mispredict, which is what sorting so few costs otherwise.
/// </summary>
internal static class SmallSort
{
    /// <summary>Most keys for which that is the faster way.</summary>
    public const int Most = 32;

    /// <summary>Sorts keys of any number, ascending.</summary>
    /// <param name="keys">The keys, all different, followed by room up to a multiple of four.</param>
    /// <param name="count">Number of keys.</param>
    /// <param name="sorted">Filled with the keys in order.</param>
    public static void Sort(Span<long> keys, int count, Span<long> sorted)
    {
        if (count <= Most)
        {
            CountSmaller(keys, count, sorted);
            return;
        }

        keys[..count].CopyTo(sorted);
        sorted[..count].Sort();
    }

    private static void CountSmaller(Span<long> keys, int count, Span<long> sorted)
    {
        var vectors = MemoryMarshal.Cast<long, Vector256<long>>(keys);
        for (var start = 0; start < count; start += Vector256<long>.Count)
        {
            var own = vectors[start / Vector256<long>.Count];
            var smaller = Vector256<long>.Zero;
            foreach (var other in keys[..count])
                smaller -= Vector256.LessThan(Vector256.Create(other), own); // True is −1.
            for (var i = 0; i < Vector256<long>.Count && start + i < count; i++)
                sorted[(int)smaller[i]] = keys[start + i];
        }
    }
}
