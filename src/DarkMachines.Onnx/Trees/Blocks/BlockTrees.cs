using System.Buffers;
using System.Runtime.InteropServices;

namespace DarkMachines.Onnx.Trees;

/// <summary>Trees in blocks, for processors that can walk them by <see cref="BlockWalk"/>.</summary>
internal sealed class BlockTrees : IWalkedTrees
{
    // From this on a deep tree comes faster as a whole than block by block, of which a row sees about six.
    private const int BlocksPerRow = 32;

    private readonly int _count;
    private readonly int _width;
    private readonly int[] _memory;
    private readonly Range _blocks;
    private readonly int[] _roots;
    private readonly float[] _values;

    /// <summary>Takes the trees.</summary>
    /// <param name="trees">Trees that ask about so few columns that they <see cref="CanHold"/>.</param>
    public BlockTrees(IReadOnlyList<Tree> trees)
    {
        (_count, _width) = (trees.Count, trees[0].Width);
        _values = new float[checked(trees.Sum(tree => tree.LeafCount) * _width)];
        // One row meets the trees in groups: the last tree fills up the last of these.
        _roots = new int[Whole(_count)];
        var (parts, builder, count) = (new TreeBlock[_count][], new BlockBuilder(_values), 0);
        for (var tree = 0; tree < _count; tree++)
        {
            parts[tree] = builder.Build(trees[tree]);
            _roots.AsSpan(tree).Fill(count);
            count = checked(count + parts[tree].Length);
        }

        (_memory, _blocks) = OnLines(count);
        for (var tree = 0; tree < _count; tree++)
            parts[tree].CopyTo(Blocks[_roots[tree]..]);
    }

    private Span<TreeBlock> Blocks => MemoryMarshal.Cast<int, TreeBlock>(_memory.AsSpan(_blocks));

    /// <summary>True if the processor can walk the blocks of trees.</summary>
    /// <param name="columns">Number of columns that the trees ask about.</param>
    public static bool CanHold(int columns) => BlockWalk.IsSupported && columns <= TreeBlock.MaxColumns;

    /// <inheritdoc/>
    public void Visit<T>(ReadOnlySpan<float> rows, int columns, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        var count = rows.Length / columns;
        var keys = ArrayPool<int>.Shared.Rent(Whole(count) * columns + BlockWalk.KeysRead);
        for (var i = 0; i < rows.Length; i++)
            keys[i] = RowKeys.Of(rows[i]);
        if (count < BlockWalk.Lanes)
        {
            for (var row = 0; row < count; row++)
                VisitRow(keys.AsSpan(row * columns), row, ref sums);
        }
        else
        {
            VisitRows(keys, columns, count, ref sums);
        }

        ArrayPool<int>.Shared.Return(keys);
    }

    /// <inheritdoc/>
    public void CopyTo(int number, Tree tree)
    {
        var blocks = Blocks;
        var open = new Stack<(int Copy, int Block, int Split)>([(0, _roots[number], 0)]);
        while (open.TryPop(out var next))
        {
            ref var block = ref blocks[next.Block];
            var split = block.SplitFrom(next.Split);
            if (split < TreeBlock.Splits)
            {
                var first = tree.Split(next.Copy, block.Column(split), RowKeys.ValueOf(block[split]));
                open.Push((first + 1, next.Block, 2 * split + 2));
                open.Push((first, next.Block, 2 * split + 1));
                continue;
            }

            var exit = split - TreeBlock.Splits;
            if (block.Distance(exit) is > 0 and var distance)
                open.Push((next.Copy, next.Block + distance, 0));
            else
                _values.AsSpan(block.Leaf(exit) * _width, _width).CopyTo(tree.ValuesOf(next.Copy));
        }
    }

    private void VisitRows<T>(ReadOnlySpan<int> keys, int columns, int count, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        var leaves = ArrayPool<int>.Shared.Rent(Whole(count));
        var blocks = Blocks;
        Span<int> roots = stackalloc int[BlockWalk.Lanes];
        for (var tree = 0; tree < _count; tree++)
        {
            var own = blocks[_roots[tree]..(tree + 1 < _count ? _roots[tree + 1] : blocks.Length)];
            if (own.Length < BlocksPerRow * count)
                _ = Cache.Bring<TreeBlock>(own);
            roots.Fill(_roots[tree]);
            BlockWalk.Walk(blocks, roots, rootsApart: 0, keys, columns, leaves.AsSpan(0, Whole(count)));
            sums.Add(0, tree, leaves.AsSpan(0, count), _values);
        }

        ArrayPool<int>.Shared.Return(leaves);
    }

    // Few rows cannot keep the processor busy with one tree, but several trees can.
    private void VisitRow<T>(ReadOnlySpan<int> keys, int row, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        var leaves = ArrayPool<int>.Shared.Rent(_roots.Length);
        BlockWalk.Walk(Blocks, _roots, BlockWalk.Lanes, keys, keysApart: 0, leaves.AsSpan(0, _roots.Length));
        for (var tree = 0; tree < _count; tree++)
            sums.Add(row, tree, leaves.AsSpan(tree, 1), _values);
        ArrayPool<int>.Shared.Return(leaves);
    }

    // A block across two lines of the cache would cost twice.
    private static (int[] Memory, Range Blocks) OnLines(int count)
    {
        const int length = TreeBlock.Bytes / sizeof(int);
        var memory = GC.AllocateUninitializedArray<int>(checked((count + 1) * length), pinned: true);
        var past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) % TreeBlock.Bytes) / sizeof(int);
        var start = past == 0 ? 0 : length - past;
        return (memory, start..(start + count * length));
    }

    private static int Whole(int ways) => (ways + BlockWalk.Lanes - 1) / BlockWalk.Lanes * BlockWalk.Lanes;
}
