using System.Runtime.Intrinsics;

namespace DarkMachines.Forests;

/// <summary>
/// Grows trees level by level, splitting where the second-order gain G²/(H + L2) of both sides is greatest (Chen and
/// Guestrin, ACM KDD 2016, 785, Equation 7) between the bins of a column. Of two siblings the smaller is added up, and
/// the other made by subtraction.
/// </summary>
/// <param name="columns">The columns.</param>
/// <param name="options">The options.</param>
/// <param name="context">Threads and cancellation.</param>
internal sealed class BoostedTreeGrower(Column[] columns, GradientBoostingOptions options, FitContext context)
{
    // A node of fewer than this part of all rows does not keep its sums, so that memory stays bounded.
    private const int LeastPartKept = 64;

    private readonly NodeRow[] _right = new NodeRow[columns[0].Bins.Length];
    private readonly Stack<Vector128<double>[]> _pool = [];
    private readonly int _groups = (columns.Length + BinSums.Columns - 1) / BinSums.Columns;

    /// <summary>Grows one tree.</summary>
    /// <param name="rows">The rows, their weight the second derivative and their target minus the first; they are reordered.</param>
    /// <param name="output">The output that its values are of.</param>
    /// <param name="atLeaf">Told the range of places of each leaf's rows, and its value; from several threads.</param>
    public Tree Grow(NodeRow[] rows, int output, Action<int, int, float> atLeaf)
    {
        var tree = new Tree(width: 1, output);
        var total = Vector128<double>.Zero;
        foreach (ref readonly var row in rows.AsSpan())
            total += Vector128.Create(row.Weight, row.Target);
        List<BoostedNode> level = [new BoostedNode(0, 0, rows.Length, total) { Sums = Rent() }];
        for (var depth = 0; depth < options.MaxDepth && level.Count > 0; depth++)
        {
            FindSplits(level, rows);
            level = Divide(tree, level, rows, atLeaf, isLast: depth == options.MaxDepth - 1);
        }

        return tree;
    }

    private void FindSplits(List<BoostedNode> level, NodeRow[] rows)
    {
        var firsts = level.Where(node => !node.IsSmaller).ToArray();
        foreach (var node in level)
            node.Splits = new BoostedSplit[columns.Length];
        context.ForEach(firsts.Length * _groups, piece =>
        {
            var (node, group) = (firsts[piece / _groups], piece % _groups);
            if (node.Smaller is { } smaller)
            {
                FindSplits(smaller, group, rows);
                BinSums.Subtract(SumsOf(node, group), SumsOf(smaller, group));
                Search(node, group, SumsOf(node, group));
            }
            else
            {
                FindSplits(node, group, rows);
            }
        });
    }

    private void FindSplits(BoostedNode node, int group, NodeRow[] rows)
    {
        Span<Vector128<double>> sums = node.Sums is null ? stackalloc Vector128<double>[BinSums.Columns * Column.MaxBins] : SumsOf(node, group);
        BinSums.AddUp(sums, ColumnsOf(group), rows.AsSpan(node.Start..node.End));
        Search(node, group, sums);
    }

    private void Search(BoostedNode node, int group, ReadOnlySpan<Vector128<double>> sums)
    {
        var own = ColumnsOf(group);
        for (var i = 0; i < own.Length; i++)
        {
            node.Splits[group * BinSums.Columns + i] = BoostedSplit.Find(
                sums.Slice(i * Column.MaxBins, own[i].Thresholds.Length + 1), node.Total, options.L2, options.MinLeafWeight);
        }
    }

    private Span<Column> ColumnsOf(int group) =>
        columns.AsSpan(group * BinSums.Columns, Math.Min(BinSums.Columns, columns.Length - group * BinSums.Columns));

    private static Span<Vector128<double>> SumsOf(BoostedNode node, int group) =>
        node.Sums.AsSpan(group * BinSums.Columns * Column.MaxBins, BinSums.Columns * Column.MaxBins);

    private List<BoostedNode> Divide(Tree tree, List<BoostedNode> level, NodeRow[] rows, Action<int, int, float> atLeaf, bool isLast)
    {
        var best = level.Select(Best).ToArray();
        var middles = new int[level.Count];
        context.ForEach(level.Count, i =>
        {
            var node = level[i];
            if (best[i] is var (column, split))
                middles[i] = node.Start + RowPartition.Divide<byte>(rows.AsSpan(node.Start..node.End), _right.AsSpan(node.Start..node.End), columns[column].Bins, (byte)split.Bin);
        });
        List<BoostedNode> next = [], leaves = [];
        for (var i = 0; i < level.Count; i++)
        {
            if (best[i] is not var (column, split))
            {
                leaves.Add(level[i]);
                Return(level[i]);
                continue;
            }

            var first = tree.Split(level[i].Place, column, columns[column].Thresholds[split.Bin]);
            var left = new BoostedNode(first, level[i].Start, middles[i], split.Left);
            var right = new BoostedNode(first + 1, middles[i], level[i].End, level[i].Total - split.Left);
            (isLast ? leaves : next).AddRange([left, right]);
            if (isLast)
                Return(level[i]);
            else
                HandOn(level[i], left, right, rows.Length);
        }

        var values = leaves.Select(leaf => (leaf.Start, leaf.End, Value: tree.ValuesOf(leaf.Place)[0] = Value(leaf))).ToArray();
        context.ForEach(values.Length, i => atLeaf(values[i].Start, values[i].End, values[i].Value));
        return next;
    }

    private (int Column, BoostedSplit Split)? Best(BoostedNode node)
    {
        var column = 0;
        for (var other = 1; other < node.Splits.Length; other++)
            column = node.Splits[other].Gain > node.Splits[column].Gain ? other : column;
        var (weight, target) = (node.Total[0], node.Total[1]);
        return node.Splits[column].Gain > target * target / (weight + options.L2) ? (column, node.Splits[column]) : null;
    }

    private float Value(BoostedNode leaf) =>
        leaf.Total[0] + options.L2 > 0 ? (float)(options.LearningRate * leaf.Total[1] / (leaf.Total[0] + options.L2)) : 0;

    // The larger child takes over the parent's sums and will take from them those of the smaller one.
    private void HandOn(BoostedNode parent, BoostedNode left, BoostedNode right, int rows)
    {
        var (smaller, larger) = left.RowCount <= right.RowCount ? (left, right) : (right, left);
        if (parent.Sums is null || larger.RowCount < rows / LeastPartKept)
        {
            Return(parent);
            return;
        }

        (larger.Sums, larger.Smaller, parent.Sums) = (parent.Sums, smaller, null);
        (smaller.Sums, smaller.IsSmaller) = (Rent(), true);
    }

    private Vector128<double>[] Rent() =>
        _pool.TryPop(out var sums) ? sums : new Vector128<double>[checked(_groups * BinSums.Columns * Column.MaxBins)];

    private void Return(BoostedNode node)
    {
        if (node.Sums is not null)
            _pool.Push(node.Sums);
        node.Sums = null;
    }
}
