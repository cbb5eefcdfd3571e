namespace DarkMachines.Forests.Growing;

/// <summary>Grows one tree, depth first.</summary>
internal sealed class TreeGrower
{
    private readonly TrainingSet _set;
    private readonly ForestOptions _options;
    private readonly ISplitter _splitter;
    private readonly RandomStream _random;
    private readonly NodeRow[] _rows;
    private readonly NodeRow[] _right;
    private readonly int[] _columns;
    private readonly int _columnsToTry;
    private readonly double[] _total;
    private readonly bool _withSpread;
    private readonly Tree _tree;
    private readonly Stack<Branch> _open = [];

    /// <summary>Prepares to grow a tree.</summary>
    /// <param name="set">The training set.</param>
    /// <param name="rows">The rows to grow it on; they are reordered.</param>
    /// <param name="options">The forest's options.</param>
    /// <param name="columnsToTry">Columns tried at each split.</param>
    /// <param name="withSpread">Whether a leaf knows the variance of each target, after the means.</param>
    /// <param name="splitter">Finds the splits.</param>
    /// <param name="random">Draws the columns to try.</param>
    public TreeGrower(
        TrainingSet set, NodeRow[] rows, ForestOptions options, int columnsToTry, bool withSpread, ISplitter splitter, RandomStream random)
    {
        (_set, _rows, _options, _splitter, _random, _withSpread) = (set, rows, options, splitter, random, withSpread);
        _right = new NodeRow[rows.Length];
        _columns = [.. Enumerable.Range(0, set.Columns.Length)];
        _columnsToTry = columnsToTry;
        _total = new double[set.TargetCount + 1];
        _tree = new Tree(withSpread ? 2 * set.TargetCount : set.TargetCount);
        Gains = new double[set.Columns.Length];
    }

    /// <summary>How much the splits of each column lessened the impurity.</summary>
    public double[] Gains { get; }

    /// <summary>Grows the tree.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public Tree Grow(CancellationToken cancellation)
    {
        _open.Push(new Branch(Node: 0, Start: 0, End: _rows.Length, Depth: 0));
        while (_open.TryPop(out var branch))
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = _rows.AsSpan(branch.Start, branch.End - branch.Start);
            _total.AsSpan().Clear();
            foreach (ref readonly var row in rows)
                Impurity.Add(_total, row, _set.Targets);
            if (MayBeSplit(branch, rows) && FindSplit(rows) is { } split)
                Divide(branch, rows, split);
            else
                SetValues(_tree.ValuesOf(branch.Node), rows);
        }

        return _tree;
    }

    private bool MayBeSplit(Branch branch, ReadOnlySpan<NodeRow> rows) =>
        (_options.MaxDepth == 0 || branch.Depth < _options.MaxDepth)
        && rows.Length / 2 >= _options.MinLeafRows
        && !HaveOneTarget(rows);

    private bool HaveOneTarget(ReadOnlySpan<NodeRow> rows)
    {
        ReadOnlySpan<double> targets = _set.Targets;
        var width = _set.TargetCount;
        var first = targets.Slice(rows[0].Row * width, width);
        foreach (ref readonly var row in rows)
        {
            for (var k = 0; k < width; k++)
            {
                if (targets[row.Row * width + k] != first[k])
                    return false;
            }
        }

        return true;
    }

    private Split? FindSplit(ReadOnlySpan<NodeRow> rows)
    {
        Split? best = null;
        for (var tried = 0; tried < _columns.Length && (tried < _columnsToTry || best is null); tried++)
        {
            var drawn = tried + _random.Below(_columns.Length - tried);
            (_columns[tried], _columns[drawn]) = (_columns[drawn], _columns[tried]);
            var split = _splitter.Find(_columns[tried], rows, _total);
            if (split is not null && !(split.Value.Purity <= best?.Purity))
                best = split;
        }

        return best;
    }

    private void Divide(Branch branch, Span<NodeRow> rows, Split split)
    {
        Gains[split.Column] += split.Purity - Impurity.Purity(_total);
        var column = _set.Columns[split.Column];
        var lefts = split.Bin < 0
            ? RowPartition.Divide<float>(rows, _right, column.Values, split.Threshold)
            : RowPartition.Divide<byte>(rows, _right, column.Bins, (byte)split.Bin);
        var first = _tree.Split(branch.Node, split.Column, split.Threshold);
        _open.Push(new Branch(first + 1, branch.Start + lefts, branch.End, branch.Depth + 1));
        _open.Push(new Branch(first, branch.Start, branch.Start + lefts, branch.Depth + 1));
    }

    private void SetValues(Span<float> values, ReadOnlySpan<NodeRow> rows)
    {
        var width = _set.TargetCount;
        for (var k = 0; k < width; k++)
        {
            var mean = _total[k + 1] / _total[0];
            values[k] = (float)(_set.Offsets[k] + mean);
            if (!_withSpread)
                continue;
            var squares = 0.0;
            foreach (ref readonly var row in rows)
                squares += row.Weight * Math.Pow(_set.Targets[row.Row * width + k] - mean, 2);
            values[width + k] = (float)(squares / _total[0]);
        }
    }

    /// <summary>A node that rows fall into, not yet split or made a leaf.</summary>
    private readonly record struct Branch(int Node, int Start, int End, int Depth);
}
