using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DarkMachines.Forests.Trees;

/// <summary>
/// The ways of eight rows at a time through a complete tree: each step waits for the one before it, and eight that do not
/// wait for each other fill the time. There is nothing to guess, not even when a row arrives (Asadi, Lin and de Vries, IEEE
/// Trans. Knowl. Data Eng. 26 (2014) 2281).
/// </summary>
internal static class CompleteWalk
{
    /// <summary>Number of rows walked at a time.</summary>
    public const int Lanes = 8;

    /// <summary>The leaves of a group of rows in one tree, as numbers from the left.</summary>
    /// <param name="nodes">The tree.</param>
    /// <param name="depth">Its depth.</param>
    /// <param name="keys">The keys of the group.</param>
    /// <param name="leaves">Filled with a leaf a row.</param>
    /// <remarks>Unchecked: places lie within the tree and offsets within the group, as the trees were filled.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A process that scores once ends before it is noticed that this is hot.
    public static void Group(ReadOnlySpan<CompleteNode> nodes, int depth, ReadOnlySpan<int> keys, Span<int> leaves)
    {
        ref var tree = ref MemoryMarshal.GetReference(nodes);
        ref var key = ref MemoryMarshal.GetReference(keys);
        nint a = 1, b = 1, c = 1, d = 1, e = 1, f = 1, g = 1, h = 1;
        for (var step = depth; step > 0; step--)
        {
            a = Step(ref tree, a, ref key);
            b = Step(ref tree, b, ref Unsafe.Add(ref key, 1));
            c = Step(ref tree, c, ref Unsafe.Add(ref key, 2));
            d = Step(ref tree, d, ref Unsafe.Add(ref key, 3));
            e = Step(ref tree, e, ref Unsafe.Add(ref key, 4));
            f = Step(ref tree, f, ref Unsafe.Add(ref key, 5));
            g = Step(ref tree, g, ref Unsafe.Add(ref key, 6));
            h = Step(ref tree, h, ref Unsafe.Add(ref key, 7));
        }

        var first = 1 << depth;
        (leaves[0], leaves[1], leaves[2], leaves[3]) = ((int)a - first, (int)b - first, (int)c - first, (int)d - first);
        (leaves[4], leaves[5], leaves[6], leaves[7]) = ((int)e - first, (int)f - first, (int)g - first, (int)h - first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Step(ref CompleteNode tree, nint place, ref int keys)
    {
        ref var node = ref Unsafe.Add(ref tree, place);
        return 2 * place + (Unsafe.Add(ref keys, (nint)(uint)node.Offset) <= node.Threshold ? 0 : 1);
    }
}
