using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DarkMachines.Onnx.Trees;

/// <summary>
/// The way from roots to leaves, a block of three levels at a step (after Kim et al., FAST, SIGMOD 2010, 339): all keys of
/// a row lie in two vectors, all splits of a block are asked at once, and the answers tell the exit. Twelve ways at a time,
/// for each step waits for the one before it.
/// </summary>
internal static class BlockWalk
{
    /// <summary>Number of ways walked at a time.</summary>
    public const int Lanes = 12;

    /// <summary>Number of keys that are read after the beginning of a row, whatever its length.</summary>
    public const int KeysRead = 32;

    private static readonly byte[] ExitOfAnswers = ExitsOfAnswers();

    /// <summary>True if this processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>The leaves of rows in trees; a multiple of <see cref="Lanes"/>.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="roots">The roots of the ways, <see cref="Lanes"/> at a time.</param>
    /// <param name="rootsApart">What lies between the roots of <see cref="Lanes"/> ways and the next; 0 if all have the same.</param>
    /// <param name="keys">The keys of the rows, one row after the other, and <see cref="KeysRead"/> more.</param>
    /// <param name="keysApart">What lies between the keys of a way and the next; 0 if all have the same row.</param>
    /// <param name="leaves">Filled with the number of the leaf of each way.</param>
    // Unchecked: exits lead to blocks and columns lie within the row, as the builder made them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A process that scores once ends before it is noticed that this is hot.
    public static void Walk(ReadOnlySpan<TreeBlock> blocks, ReadOnlySpan<int> roots, int rootsApart, ReadOnlySpan<int> keys, int keysApart, Span<int> leaves)
    {
        ref var first = ref Unsafe.As<TreeBlock, int>(ref MemoryMarshal.GetReference(blocks));
        ref var exits = ref MemoryMarshal.GetArrayDataReference(ExitOfAnswers);
        ref var root = ref MemoryMarshal.GetReference(roots);
        ref var key = ref MemoryMarshal.GetReference(keys);
        for (; leaves.Length >= Lanes; leaves = leaves[Lanes..])
        {
            var (a0, a1) = Load(ref key, keysApart, 0);
            var (b0, b1) = Load(ref key, keysApart, 1);
            var (c0, c1) = Load(ref key, keysApart, 2);
            var (d0, d1) = Load(ref key, keysApart, 3);
            var (e0, e1) = Load(ref key, keysApart, 4);
            var (f0, f1) = Load(ref key, keysApart, 5);
            var (g0, g1) = Load(ref key, keysApart, 6);
            var (h0, h1) = Load(ref key, keysApart, 7);
            var (i0, i1) = Load(ref key, keysApart, 8);
            var (j0, j1) = Load(ref key, keysApart, 9);
            var (k0, k1) = Load(ref key, keysApart, 10);
            var (l0, l1) = Load(ref key, keysApart, 11);
            ref var a = ref Root(ref first, ref root, 0);
            ref var b = ref Root(ref first, ref root, 1);
            ref var c = ref Root(ref first, ref root, 2);
            ref var d = ref Root(ref first, ref root, 3);
            ref var e = ref Root(ref first, ref root, 4);
            ref var f = ref Root(ref first, ref root, 5);
            ref var g = ref Root(ref first, ref root, 6);
            ref var h = ref Root(ref first, ref root, 7);
            ref var i = ref Root(ref first, ref root, 8);
            ref var j = ref Root(ref first, ref root, 9);
            ref var k = ref Root(ref first, ref root, 10);
            ref var l = ref Root(ref first, ref root, 11);
            nuint step, moved;
            do
            {
                a = ref Unsafe.AddByteOffset(ref a, step = Step(ref a, a0, a1, ref exits)); moved = step;
                b = ref Unsafe.AddByteOffset(ref b, step = Step(ref b, b0, b1, ref exits)); moved |= step;
                c = ref Unsafe.AddByteOffset(ref c, step = Step(ref c, c0, c1, ref exits)); moved |= step;
                d = ref Unsafe.AddByteOffset(ref d, step = Step(ref d, d0, d1, ref exits)); moved |= step;
                e = ref Unsafe.AddByteOffset(ref e, step = Step(ref e, e0, e1, ref exits)); moved |= step;
                f = ref Unsafe.AddByteOffset(ref f, step = Step(ref f, f0, f1, ref exits)); moved |= step;
                g = ref Unsafe.AddByteOffset(ref g, step = Step(ref g, g0, g1, ref exits)); moved |= step;
                h = ref Unsafe.AddByteOffset(ref h, step = Step(ref h, h0, h1, ref exits)); moved |= step;
                i = ref Unsafe.AddByteOffset(ref i, step = Step(ref i, i0, i1, ref exits)); moved |= step;
                j = ref Unsafe.AddByteOffset(ref j, step = Step(ref j, j0, j1, ref exits)); moved |= step;
                k = ref Unsafe.AddByteOffset(ref k, step = Step(ref k, k0, k1, ref exits)); moved |= step;
                l = ref Unsafe.AddByteOffset(ref l, step = Step(ref l, l0, l1, ref exits)); moved |= step;
            }
            while (moved != 0);

            leaves[0] = Leaf(ref a, a0, a1, ref exits);
            leaves[1] = Leaf(ref b, b0, b1, ref exits);
            leaves[2] = Leaf(ref c, c0, c1, ref exits);
            leaves[3] = Leaf(ref d, d0, d1, ref exits);
            leaves[4] = Leaf(ref e, e0, e1, ref exits);
            leaves[5] = Leaf(ref f, f0, f1, ref exits);
            leaves[6] = Leaf(ref g, g0, g1, ref exits);
            leaves[7] = Leaf(ref h, h0, h1, ref exits);
            leaves[8] = Leaf(ref i, i0, i1, ref exits);
            leaves[9] = Leaf(ref j, j0, j1, ref exits);
            leaves[10] = Leaf(ref k, k0, k1, ref exits);
            leaves[11] = Leaf(ref l, l0, l1, ref exits);
            root = ref Unsafe.Add(ref root, rootsApart);
            key = ref Unsafe.Add(ref key, Lanes * keysApart);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> Low, Vector512<int> High) Load(ref int keys, int apart, int lane)
    {
        ref var own = ref Unsafe.Add(ref keys, lane * apart);
        return (Vector512.LoadUnsafe(ref own), Vector512.LoadUnsafe(ref own, (nuint)Vector512<int>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int Root(ref int first, scoped ref int roots, int lane) =>
        ref Unsafe.AddByteOffset(ref first, (nint)Unsafe.Add(ref roots, lane) * TreeBlock.Bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Step(ref int block, Vector512<int> low, Vector512<int> high, ref byte exits) =>
        (uint)Unsafe.Add(ref block, TreeBlock.Links + Exit(ref block, low, high, ref exits)) & ~(uint)TreeBlock.ColumnBits;

    // Of a link the permutation looks at no more than the column, and of what it gives the lower half is wanted. The eighth
    // answer has no meaning.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Exit(ref int block, Vector512<int> low, Vector512<int> high, ref byte exits)
    {
        var links = Vector256.LoadUnsafe(ref block, TreeBlock.Links).ToVector512Unsafe();
        var asked = Avx512F.PermuteVar16x32x2(low, links, high).GetLower();
        return Unsafe.Add(ref exits, (nint)Vector256.GreaterThan(asked, Vector256.LoadUnsafe(ref block)).ExtractMostSignificantBits());
    }

    // The leaves of a block are numbered in the order of its exits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Leaf(ref int block, Vector512<int> low, Vector512<int> high, ref byte exits)
    {
        var distances = Vector256.LoadUnsafe(ref block, TreeBlock.Links) & Vector256.Create(~TreeBlock.ColumnBits);
        var isLeaf = Vector256.Equals(distances, Vector256<int>.Zero).ExtractMostSignificantBits();
        var before = (1u << (int)Exit(ref block, low, high, ref exits)) - 1;
        return Unsafe.Add(ref block, TreeBlock.FirstLeaf) + BitOperations.PopCount(isLeaf & before);
    }

    // A bit of the answers for each split: whether the row goes to the second child.
    private static byte[] ExitsOfAnswers()
    {
        var exits = new byte[1 << TreeBlock.Exits];
        for (var answers = 0; answers < exits.Length; answers++)
        {
            var place = 0;
            while (place < TreeBlock.Splits)
                place = 2 * place + 1 + (answers >> place & 1);
            exits[answers] = (byte)(place - TreeBlock.Splits);
        }

        return exits;
    }
}
