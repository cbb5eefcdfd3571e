using System.Collections;

namespace DarkMachines.Forests.Growing;

/// <summary>Trees, and what is known of them from their growth.</summary>
/// <param name="Trees">The trees.</param>
/// <param name="Importances">Each column's part in lessening the impurity, adding to one; all zero if nothing was split.</param>
/// <param name="Drawn">For each tree, whether each row of the training set was among those it was grown on.</param>
internal sealed record GrownForest(TreeEnsemble Trees, IReadOnlyList<double> Importances, BitArray[] Drawn)
{
    /// <summary>Grows trees, each with a random stream of its own.</summary>
    /// <param name="set">The training set.</param>
    /// <param name="options">The forest's options.</param>
    /// <param name="columnsToTry">Columns tried at each split.</param>
    /// <param name="withSpread">Whether a leaf knows the variance of each target, after the means.</param>
    /// <param name="makeSplitter">Makes what finds the splits of one tree.</param>
    /// <param name="context">Seed, threads, progress and cancellation.</param>
    public static GrownForest Grow(
        TrainingSet set, ForestOptions options, int columnsToTry, bool withSpread, Func<RandomStream, ISplitter> makeSplitter, FitContext context)
    {
        var (trees, gains, drawn) = (new Tree[options.Trees], new double[options.Trees][], new BitArray[options.Trees]);
        var grown = 0;
        context.ForEach(trees.Length, number =>
        {
            var random = context.Random((ulong)number);
            var bag = Bag.Of(set, options.Bootstrap ? random : null);
            var grower = new TreeGrower(set, bag.Rows, options, columnsToTry, withSpread, makeSplitter(random), random);
            (trees[number], gains[number], drawn[number]) = (grower.Grow(context.Cancellation), grower.Gains, bag.Drawn);
            context.Report((double)Interlocked.Increment(ref grown) / trees.Length, "growing trees");
        });
        return new GrownForest(new TreeEnsemble(trees), Shares(gains, set.Columns.Length), drawn);
    }

    // Every tree that has splits counts alike.
    private static double[] Shares(double[][] gains, int columns)
    {
        var shares = new double[columns];
        foreach (var tree in gains.Where(tree => tree.Sum() > 0))
        {
            for (var column = 0; column < columns; column++)
                shares[column] += tree[column] / tree.Sum();
        }

        var total = shares.Sum();
        return total > 0 ? [.. shares.Select(share => share / total)] : shares;
    }
}
