using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DarkMachines.Onnx.Trees;

/// <summary>
/// The way from roots to leaves, eight ways at a time: each step waits for the one before it, and eight that do not
/// wait for each other fill the time. A row that has reached its leaf stays there, so there is nothing to guess but
/// when all are done (after Asadi, Lin and de Vries, IEEE Trans. Knowl. Data Eng. 26 (2014) 2281).
/// </summary>
internal static class NodeWalk
{
    /// <summary>Number of ways walked at a time.</summary>
    public const int Lanes = 8;

    private const int StepsBetweenLooks = 2;

    /// <summary>The leaves of rows in one tree.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="root">The tree's root.</param>
    /// <param name="keys">The rows' keys, in groups.</param>
    /// <param name="leaves">Filled with the number of each row's leaf; whole groups.</param>
    public static void OneTree(ReadOnlySpan<WalkNode> nodes, int root, ReadOnlySpan<int> keys, Span<int> leaves)
    {
        Span<int> roots = stackalloc int[Lanes];
        roots.Fill(root);
        Walk(nodes, roots, rootsApart: 0, keys, keysApart: keys.Length / (leaves.Length / Lanes), leaves);
    }

    /// <summary>The leaves of one row in several trees.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="roots">The trees' roots, a multiple of <see cref="Lanes"/>.</param>
    /// <param name="keys">The keys of a group whose rows are all the same.</param>
    /// <param name="leaves">Filled with the number of the leaf in each tree.</param>
    public static void OneRow(ReadOnlySpan<WalkNode> nodes, ReadOnlySpan<int> roots, ReadOnlySpan<int> keys, Span<int> leaves) =>
        Walk(nodes, roots, rootsApart: Lanes, keys, keysApart: 0, leaves);

    // Unchecked: children lie within the nodes and columns within the group, as the grower made them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A process that scores once ends before it is noticed that this is hot.
    private static void Walk(ReadOnlySpan<WalkNode> nodes, ReadOnlySpan<int> roots, int rootsApart, ReadOnlySpan<int> keys, int keysApart, Span<int> leaves)
    {
        ref var node = ref MemoryMarshal.GetReference(nodes);
        ref var key = ref MemoryMarshal.GetReference(keys);
        ref var root = ref MemoryMarshal.GetReference(roots);
        for (; leaves.Length >= Lanes; leaves = leaves[Lanes..])
        {
            nint a = root, b = Unsafe.Add(ref root, 1), c = Unsafe.Add(ref root, 2), d = Unsafe.Add(ref root, 3);
            nint e = Unsafe.Add(ref root, 4), f = Unsafe.Add(ref root, 5), g = Unsafe.Add(ref root, 6), h = Unsafe.Add(ref root, 7);
            do
            {
                for (var step = StepsBetweenLooks; step > 0; step--)
                {
                    a = Step(ref node, a, ref key);
                    b = Step(ref node, b, ref Unsafe.Add(ref key, 1));
                    c = Step(ref node, c, ref Unsafe.Add(ref key, 2));
                    d = Step(ref node, d, ref Unsafe.Add(ref key, 3));
                    e = Step(ref node, e, ref Unsafe.Add(ref key, 4));
                    f = Step(ref node, f, ref Unsafe.Add(ref key, 5));
                    g = Step(ref node, g, ref Unsafe.Add(ref key, 6));
                    h = Step(ref node, h, ref Unsafe.Add(ref key, 7));
                }
            }
            while (!(HasArrived(ref node, a) && HasArrived(ref node, b) && HasArrived(ref node, c) && HasArrived(ref node, d)
                && HasArrived(ref node, e) && HasArrived(ref node, f) && HasArrived(ref node, g) && HasArrived(ref node, h)));

            (leaves[0], leaves[1], leaves[2], leaves[3]) = (Leaf(ref node, a), Leaf(ref node, b), Leaf(ref node, c), Leaf(ref node, d));
            (leaves[4], leaves[5], leaves[6], leaves[7]) = (Leaf(ref node, e), Leaf(ref node, f), Leaf(ref node, g), Leaf(ref node, h));
            root = ref Unsafe.Add(ref root, rootsApart);
            key = ref Unsafe.Add(ref key, keysApart);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Step(ref WalkNode nodes, nint place, ref int keys)
    {
        ref var node = ref Unsafe.Add(ref nodes, place);
        return (nint)(uint)(node.First + (Unsafe.Add(ref keys, (nint)(uint)node.Offset) <= node.Key ? 0 : 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasArrived(ref WalkNode nodes, nint place) => Unsafe.Add(ref nodes, place).IsLeaf;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Leaf(ref WalkNode nodes, nint place) => Unsafe.Add(ref nodes, place).Key;
}
