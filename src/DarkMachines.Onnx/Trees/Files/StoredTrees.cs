using System.Collections;

namespace DarkMachines.Onnx.Trees;

/// <summary>
/// The nodes of trees as a file tells them, before anybody knows whether they are trees. Of each node there is the column
/// asked about, −1 in a leaf; the greatest value that goes the first way; the places of the nodes that the two ways lead to;
/// and where what it gives begins, target by target, in the two last lists.
/// </summary>
internal sealed class StoredTrees(int nodes, int weights)
{
    public int[] Columns { get; } = new int[nodes];

    public float[] AtMost { get; } = new float[nodes];

    public int[] First { get; } = new int[nodes];

    public int[] Second { get; } = new int[nodes];

    /// <summary>One more than there are nodes: the last is the number of weights.</summary>
    public int[] FirstWeights { get; } = new int[nodes + 1];

    public int[] Targets { get; } = new int[weights];

    public float[] Weights { get; } = new float[weights];

    public List<int> Roots { get; } = [];

    /// <summary>Takes down a split.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="column">The column asked about.</param>
    /// <param name="threshold">What is compared with.</param>
    /// <param name="isBelow">True if only values below the threshold go the first way, false if the threshold does too.</param>
    /// <param name="first">The place that the first way leads to.</param>
    /// <param name="second">That of the second.</param>
    /// <returns>False if no float32 does as the greatest value that goes the first way.</returns>
    public bool SetSplit(int place, long column, float threshold, bool isBelow, int first, int second)
    {
        Columns[place] = column is >= 0 and < int.MaxValue ? (int)column : int.MaxValue;
        AtMost[place] = isBelow ? float.BitDecrement(threshold) : threshold;
        (First[place], Second[place]) = (first, second);
        return !(isBelow && float.IsInfinity(threshold));
    }

    /// <summary>Takes down what a leaf gives.</summary>
    /// <param name="place">Place among all weights.</param>
    /// <param name="target">The target.</param>
    /// <param name="weight">What is added to it.</param>
    public void SetWeight(int place, long target, float weight) =>
        (Targets[place], Weights[place]) = (target is >= 0 and < int.MaxValue ? (int)target : int.MaxValue, weight);

    /// <summary>
    /// The trees, if every leaf gives a value for each target, or if those of a tree give one and for the same target; null
    /// for others, and if these are no trees: a node is reached twice or never, or asks about a column, or gives a target, that
    /// is not there.
    /// </summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="targets">Number of targets.</param>
    public TreeEnsemble? ToEnsemble(int columns, int targets)
    {
        if (Roots.Count == 0 || Columns.Any(column => column >= columns) || Targets.Any(target => target >= targets))
            return null;
        var trees = new Tree[Roots.Count];
        var reached = new BitArray(Columns.Length);
        for (var tree = 0; tree < trees.Length; tree++)
        {
            var leaf = FirstLeaf(Roots[tree]);
            if (leaf < 0)
                return null;
            var width = FirstWeights[leaf + 1] - FirstWeights[leaf];
            if (width != targets && width != 1)
                return null;
            trees[tree] = new Tree(width, width == targets ? 0 : Targets[FirstWeights[leaf]]);
            if (!Grow(trees[tree], Roots[tree], reached))
                return null;
        }

        var isWhole = reached.HasAllSet() && trees.All(tree => tree.Width == trees[0].Width);
        return isWhole && new TreeEnsemble(trees) is var ensemble && ensemble.Targets == targets ? ensemble : null;
    }

    private bool Grow(Tree tree, int root, BitArray reached)
    {
        var open = new Stack<(int Stored, int Grown)>([(root, 0)]);
        while (open.TryPop(out var node))
        {
            if (node.Stored < 0 || node.Stored >= Columns.Length || reached[node.Stored])
                return false;
            reached[node.Stored] = true;
            if (Columns[node.Stored] < 0)
            {
                if (!SetValues(tree, node))
                    return false;
                continue;
            }

            if (float.IsNaN(AtMost[node.Stored]))
                return false;
            var first = tree.Split(node.Grown, Columns[node.Stored], AtMost[node.Stored]);
            open.Push((Second[node.Stored], first + 1));
            open.Push((First[node.Stored], first));
        }

        return true;
    }

    private bool SetValues(Tree tree, (int Stored, int Grown) leaf)
    {
        var values = tree.ValuesOf(leaf.Grown);
        var (start, end) = (FirstWeights[leaf.Stored], FirstWeights[leaf.Stored + 1]);
        for (var place = start; place < end; place++)
        {
            var k = Targets[place] - tree.Target;
            if (k < 0 || k >= values.Length)
                return false;
            values[k] += Weights[place];
        }

        return end - start == values.Length;
    }

    // −1 if there is none on the way.
    private int FirstLeaf(int root)
    {
        var node = root;
        for (var step = 0; step < Columns.Length && node >= 0 && node < Columns.Length; step++)
        {
            if (Columns[node] < 0)
                return node;
            node = First[node];
        }

        return -1;
    }
}
