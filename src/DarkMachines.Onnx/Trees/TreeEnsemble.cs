using System.Buffers;

namespace DarkMachines.Onnx.Trees;

/// <summary>Makes answers of what the leaves of some rows add up to.</summary>
/// <param name="sums">Row-major, one a row and target; nobody needs them afterwards.</param>
/// <param name="answers">To be filled, row-major.</param>
public delegate void AnswersOfSums(Span<double> sums, Span<float> answers);

/// <summary>
/// Grown trees, and the way of rows through them. Each tree knows some values of a row; what they are values of, the targets,
/// may differ from tree to tree. Threads may share it.
/// </summary>
public sealed class TreeEnsemble
{
    /// <summary>
    /// Most rows that are asked about at once: while they pass through it, a tree of many thousand nodes stays in the cache, and
    /// the more they are, the less it matters that it had to come there.
    /// </summary>
    public const int BlockRows = 65536;

    // Most sums of a block.
    private const int MostSums = 1 << 22;

    private readonly IWalkedTrees _walked;
    private readonly int[] _targets;
    private readonly int _columns;

    /// <summary>Takes the trees.</summary>
    /// <param name="trees">The trees, at least one, with the same number of values a node.</param>
    /// <exception cref="ArgumentException">There are no trees, or their widths differ.</exception>
    public TreeEnsemble(IReadOnlyList<Tree> trees)
    {
        ArgumentNullException.ThrowIfNull(trees);
        if (trees.Count == 0 || trees.Any(tree => tree.Width != trees[0].Width))
            throw new ArgumentException("An ensemble needs trees, and all with as many values a node.", nameof(trees));
        (Count, Width) = (trees.Count, trees[0].Width);
        _targets = [.. trees.Select(tree => tree.Target)];
        Targets = _targets.Max() + Width;
        LeafCount = checked(trees.Sum(tree => tree.LeafCount));
        _columns = trees.Max(ColumnsOf);
        _walked = BlockTrees.CanHold(_columns) ? new BlockTrees(trees) : new NodeTrees(trees);
    }

    /// <summary>Number of trees.</summary>
    public int Count { get; }

    /// <summary>Number of values a leaf.</summary>
    public int Width { get; }

    /// <summary>Number of targets that the values are of.</summary>
    public int Targets { get; }

    /// <summary>Number of leaves of all trees.</summary>
    public int LeafCount { get; }

    /// <summary>Number of nodes of all trees.</summary>
    public int NodeCount => 2 * LeafCount - Count;

    /// <summary>The first target that the values of a tree are of.</summary>
    /// <param name="tree">Number of the tree.</param>
    public int TargetOf(int tree) => _targets[tree];

    /// <summary>One of the trees, with all that is below a first child before all that is below the second.</summary>
    /// <param name="number">Number of the tree.</param>
    public Tree Tree(int number)
    {
        var tree = new Tree(Width, _targets[number]);
        _walked.CopyTo(number, tree);
        return tree;
    }

    /// <summary>Finds the leaves of a block of rows; each row meets the trees in their order.</summary>
    /// <param name="rows">Row-major, at most <see cref="BlockRows"/>.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="sums">Told of every leaf.</param>
    /// <exception cref="ArgumentException">The trees ask about a column that rows do not have.</exception>
    public void Visit<T>(ReadOnlySpan<float> rows, int columns, ref T sums)
        where T : ILeafSums, allows ref struct
    {
        // Beyond this point nothing is checked.
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, Math.Max(1, _columns));
        _walked.Visit(rows, columns, ref sums);
    }

    /// <summary>Adds up what the leaves of each row give for each target, a block of rows at a time, and has answers made of it.</summary>
    /// <param name="rows">Row-major rows, any number.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="start">What the sums begin with, one a target; empty for zeros.</param>
    /// <param name="answers">Where the answers go, row-major, as many of each row.</param>
    /// <param name="make">Makes the answers of some rows of their sums.</param>
    /// <exception cref="ArgumentException">The trees ask about a column that rows do not have.</exception>
    public void Answer(ReadOnlySpan<float> rows, int columns, ReadOnlySpan<double> start, Span<float> answers, AnswersOfSums make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var count = rows.Length / columns;
        var width = count == 0 ? 0 : answers.Length / count;
        var most = Math.Min(count, Math.Clamp(MostSums / Targets, 1, BlockRows));
        var rented = ArrayPool<double>.Shared.Rent(most * Targets);
        for (var first = 0; first < count; first += most)
        {
            var block = Math.Min(most, count - first);
            var sums = rented.AsSpan(0, block * Targets);
            sums.Clear();
            for (var i = 0; i < sums.Length && !start.IsEmpty; i++)
                sums[i] = start[i % Targets];
            var leaves = new ValueSums(this, sums);
            Visit(rows.Slice(first * columns, block * columns), columns, ref leaves);
            make(sums, answers.Slice(first * width, block * width));
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private static int ColumnsOf(Tree tree)
    {
        var columns = 0;
        foreach (ref readonly var node in tree.Nodes)
            columns = Math.Max(columns, node.IsLeaf ? 0 : node.Column + 1);
        return columns;
    }
}
