namespace DarkMachines.Forests;

/// <summary>Grows one tree, depth first.</summary>
internal sealed class TreeGrower
{
    private readonly TreeSample _sample;
    private readonly RandomForestOptions _options;
    private readonly RandomStream _random;
    private readonly GiniSplitter _splitter;
    private readonly int[] _columns;
    private readonly int _columnsToTry;
    private readonly List<TreeNode> _nodes = [];
    private readonly List<float> _leafShares = [];
    private readonly Stack<Branch> _open = [];

    /// <summary>Prepares to grow a tree.</summary>
    /// <param name="sample">The rows to grow it on; they are reordered.</param>
    /// <param name="options">The forest's options.</param>
    /// <param name="random">Draws the columns to try.</param>
    public TreeGrower(TreeSample sample, RandomForestOptions options, RandomStream random)
    {
        _sample = sample;
        _options = options;
        _random = random;
        _splitter = new GiniSplitter(sample, options.MinLeafRows);
        _columns = [.. Enumerable.Range(0, sample.ColumnCount)];
        _columnsToTry = options.MaxFeatures == 0 ? (int)Math.Sqrt(sample.ColumnCount) : options.MaxFeatures;
    }

    /// <summary>Grows the tree.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public Tree Grow(CancellationToken cancellation)
    {
        _nodes.Add(default);
        var root = new Branch(Node: 0, Start: 0, End: _sample.RowCount, Depth: 0, _sample.ClassWeights(0, 0, _sample.RowCount));
        OpenOrClose(root);
        while (_open.TryPop(out var branch))
        {
            cancellation.ThrowIfCancellationRequested();
            if (FindSplit(branch) is { } split)
                Divide(branch, split);
            else
                MakeLeaf(branch);
        }

        return new Tree([.. _nodes], [.. _leafShares], _sample.ClassCount);
    }

    private Split? FindSplit(Branch branch)
    {
        Split? best = null;
        for (var tried = 0; tried < _columns.Length && (tried < _columnsToTry || best is null); tried++)
        {
            var drawn = tried + _random.Below(_columns.Length - tried);
            (_columns[tried], _columns[drawn]) = (_columns[drawn], _columns[tried]);
            var split = _splitter.Best(_columns[tried], branch.Start, branch.End, branch.ClassWeights);
            if (split is not null && !(split.Value.Purity <= best?.Purity))
                best = split;
        }

        return best;
    }

    private void Divide(Branch branch, Split split)
    {
        var middle = branch.Start + split.LeftRows;
        var firstChild = _nodes.Count;
        _nodes[branch.Node] = new TreeNode(split.Threshold, split.Column, firstChild);
        _nodes.Add(default);
        _nodes.Add(default);

        var left = new Branch(
            firstChild, branch.Start, middle, branch.Depth + 1, _sample.ClassWeights(split.Column, branch.Start, middle));
        var right = new Branch(
            firstChild + 1, middle, branch.End, branch.Depth + 1, _sample.ClassWeights(split.Column, middle, branch.End));
        if (MayBeSplit(left) || MayBeSplit(right))
            _sample.Divide(split.Column, branch.Start, middle, branch.End);
        OpenOrClose(left);
        OpenOrClose(right);
    }

    private void OpenOrClose(Branch branch)
    {
        if (MayBeSplit(branch))
            _open.Push(branch);
        else
            MakeLeaf(branch);
    }

    private bool MayBeSplit(Branch branch) =>
        (_options.MaxDepth == 0 || branch.Depth < _options.MaxDepth)
        && branch.RowCount / 2 >= _options.MinLeafRows
        && branch.ClassWeights.AsSpan().IndexOfAnyExcept(0) != branch.ClassWeights.AsSpan().LastIndexOfAnyExcept(0);

    private void MakeLeaf(Branch branch)
    {
        _nodes[branch.Node] = TreeNode.Leaf(_leafShares.Count);
        var total = branch.ClassWeights.Sum();
        foreach (var weight in branch.ClassWeights)
            _leafShares.Add((float)(weight / total));
    }

    /// <summary>A node that rows fall into, not yet split or made a leaf.</summary>
    private readonly record struct Branch(int Node, int Start, int End, int Depth, double[] ClassWeights)
    {
        public int RowCount => End - Start;
    }
}
