using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DarkMachines.Forests.Trees;

/// <summary>
/// The way from roots to leaves, eight ways at a time: each step waits for the one before it, and eight that do not
/// wait for each other fill the time. A row that has reached its leaf stays there, so there is nothing to guess but
/// when all are done (after Asadi, Lin and de Vries, IEEE Trans. Knowl. Data Eng. 26 (2014) 2281).
/// </summary>
internal static class TreeWalk
{
    /// <summary>Number of ways walked at a time.</summary>
    public const int Lanes = 8;

    private const int StepsBetweenLooks = 10;

    /// <summary>The leaves of several rows in one tree.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="root">The tree's root.</param>
    /// <param name="depth">Most splits between root and leaf.</param>
    /// <param name="rows">Row-major rows, at least <see cref="Lanes"/>.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="leaves">Filled with the place of each row's leaf.</param>
    public static void OneTree(ReadOnlySpan<TreeNode> nodes, int root, int depth, ReadOnlySpan<float> rows, int columns, Span<int> leaves)
    {
        for (var start = 0; start < leaves.Length; start += Lanes)
        {
            // The last eight may take in rows that were answered already.
            var first = Math.Min(start, leaves.Length - Lanes);
            Ways ways = default;
            ((Span<int>)ways).Fill(root);
            Walk(nodes, rows[(first * columns)..((first + Lanes) * columns)], columns, depth, ref ways);
            ((ReadOnlySpan<int>)ways).CopyTo(leaves[first..]);
        }
    }

    /// <summary>The leaves of one row in several trees.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="roots">The trees' roots.</param>
    /// <param name="depths">Most splits between root and leaf of each.</param>
    /// <param name="row">The row.</param>
    /// <param name="leaves">Filled with the place of the leaf in each tree.</param>
    public static void OneRow(ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<int> roots, ReadOnlySpan<int> depths, ReadOnlySpan<float> row, Span<int> leaves)
    {
        var start = 0;
        for (; start + Lanes <= roots.Length; start += Lanes)
        {
            Ways ways = default;
            roots.Slice(start, Lanes).CopyTo(ways);
            var depth = 0;
            foreach (var d in depths.Slice(start, Lanes))
                depth = Math.Max(depth, d);
            Walk(nodes, row, stride: 0, depth, ref ways);
            ((ReadOnlySpan<int>)ways).CopyTo(leaves[start..]);
        }

        for (; start < roots.Length; start++)
            leaves[start] = Leaf(nodes, roots[start], row);
    }

    /// <summary>The leaf of one row in one tree, plainly.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="root">The tree's root.</param>
    /// <param name="row">The row.</param>
    public static int Leaf(ReadOnlySpan<TreeNode> nodes, int root, ReadOnlySpan<float> row)
    {
        var place = root;
        while (!nodes[place].IsLeaf)
            place = nodes[place].First + (row[nodes[place].Column] <= nodes[place].Threshold ? 0 : 1);
        return place;
    }

    // Unchecked: children lie within the nodes and columns within the row, as the grower made them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // As in CompleteWalk.
    private static void Walk(ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<float> rows, int stride, int depth, ref Ways ways)
    {
        ref var tree = ref MemoryMarshal.GetReference(nodes);
        ref var row = ref MemoryMarshal.GetReference(rows);
        int a = ways[0], b = ways[1], c = ways[2], d = ways[3], e = ways[4], f = ways[5], g = ways[6], h = ways[7];
        for (var left = depth; left > 0; left -= StepsBetweenLooks)
        {
            for (var step = Math.Min(left, StepsBetweenLooks); step > 0; step--)
            {
                a = Step(ref tree, a, ref row);
                b = Step(ref tree, b, ref Unsafe.Add(ref row, stride));
                c = Step(ref tree, c, ref Unsafe.Add(ref row, 2 * stride));
                d = Step(ref tree, d, ref Unsafe.Add(ref row, 3 * stride));
                e = Step(ref tree, e, ref Unsafe.Add(ref row, 4 * stride));
                f = Step(ref tree, f, ref Unsafe.Add(ref row, 5 * stride));
                g = Step(ref tree, g, ref Unsafe.Add(ref row, 6 * stride));
                h = Step(ref tree, h, ref Unsafe.Add(ref row, 7 * stride));
            }

            // In a deep tree most rows arrive long before the last.
            if (Arrived(ref tree, a) && Arrived(ref tree, b) && Arrived(ref tree, c) && Arrived(ref tree, d)
                && Arrived(ref tree, e) && Arrived(ref tree, f) && Arrived(ref tree, g) && Arrived(ref tree, h))
            {
                break;
            }
        }

        (ways[0], ways[1], ways[2], ways[3], ways[4], ways[5], ways[6], ways[7]) = (a, b, c, d, e, f, g, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(ref TreeNode tree, int place, ref float row)
    {
        ref var node = ref Unsafe.Add(ref tree, place);
        return node.First + (Unsafe.Add(ref row, node.Column) <= node.Threshold ? 0 : 1);
    }

    private static bool Arrived(ref TreeNode tree, int place) => Unsafe.Add(ref tree, place).First == place - 1;

    [InlineArray(Lanes)]
    private struct Ways
    {
        private int _first;
    }
}
