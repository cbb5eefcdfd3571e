namespace DarkMachines.Forests.Trees;

/// <summary>Grown trees, their nodes one tree after the other.</summary>
internal sealed class TreeEnsemble
{
    /// <summary>Most rows that are asked about at once: a tree stays in the cache while they pass through it.</summary>
    public const int BlockRows = 64;

    private readonly TreeNode[] _nodes;
    private readonly int[] _roots;
    private readonly int[] _depths;
    private readonly CompleteTrees? _complete;

    /// <summary>Takes the trees.</summary>
    /// <param name="trees">The trees, at least one.</param>
    /// <param name="width">Number of values a node.</param>
    public TreeEnsemble(IReadOnlyList<Tree> trees, int width)
    {
        Width = width;
        _roots = new int[trees.Count];
        _depths = new int[trees.Count];
        _nodes = new TreeNode[trees.Sum(tree => tree.Nodes.Length)];
        Values = new float[checked(_nodes.Length * width)];
        var place = 0;
        for (var number = 0; number < trees.Count; number++)
        {
            var tree = trees[number];
            _roots[number] = place;
            _depths[number] = tree.Depth();
            tree.Values.CopyTo(Values.AsSpan(place * width));
            foreach (var node in tree.Nodes)
                _nodes[place++] = node.MovedBy(_roots[number]);
        }

        _complete = CompleteTrees.From(trees, _depths.Max(), width);
    }

    /// <summary>Number of trees.</summary>
    public int Count => _roots.Length;

    /// <summary>Number of values a node.</summary>
    public int Width { get; }

    /// <summary>The values of all nodes, one node after the other.</summary>
    public float[] Values { get; }

    /// <summary>The nodes of all trees.</summary>
    public ReadOnlySpan<TreeNode> Nodes => _nodes;

    /// <summary>The place of each tree's root.</summary>
    public ReadOnlySpan<int> Roots => _roots;

    /// <summary>Finds the leaves of a block of rows; each row meets the trees in their order.</summary>
    /// <param name="rows">Row-major, at most <see cref="BlockRows"/>.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="sums">Told of every leaf.</param>
    public void Visit<T>(ReadOnlySpan<float> rows, int columns, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        var count = rows.Length / columns;
        if (count < TreeWalk.Lanes)
        {
            for (var row = 0; row < count; row++)
                VisitRow(rows.Slice(row * columns, columns), row, ref sums);
            return;
        }

        if (_complete is not null)
        {
            _complete.Visit(rows, columns, ref sums);
            return;
        }

        Span<int> leaves = stackalloc int[BlockRows];
        for (var tree = 0; tree < _roots.Length; tree++)
        {
            TreeWalk.OneTree(_nodes, _roots[tree], _depths[tree], rows, columns, leaves[..count]);
            sums.Add(0, tree, leaves[..count], Values);
        }
    }

    // Few rows cannot keep the processor busy with one tree, but several trees can.
    private void VisitRow<T>(ReadOnlySpan<float> row, int number, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        Span<int> leaves = stackalloc int[BlockRows];
        for (var start = 0; start < _roots.Length; start += BlockRows)
        {
            var count = Math.Min(BlockRows, _roots.Length - start);
            TreeWalk.OneRow(_nodes, _roots.AsSpan(start, count), _depths.AsSpan(start, count), row, leaves);
            for (var i = 0; i < count; i++)
                sums.Add(number, start + i, leaves.Slice(i, 1), Values);
        }
    }
}
