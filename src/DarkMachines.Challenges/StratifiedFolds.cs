namespace DarkMachines.Challenges;

/// <summary>Stratified k-fold splits: each class is spread over the folds as evenly as whole rows allow.</summary>
public static class StratifiedFolds
{
    /// <summary>The fold, from 0 to <paramref name="folds"/> − 1, in which each row is tested.</summary>
    /// <param name="labels">The class of each row.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="random">Decides which row goes where.</param>
    public static int[] Assign(ClassLabels labels, int folds, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var foldOf = new int[labels.Count];
        var next = 0;
        for (var c = 0; c < labels.Classes.Count; c++)
        {
            var rows = RowsOf(labels, c);
            random.Shuffle<int>(rows);

            // The next class goes on where this one stopped, so that the folds' totals stay even too.
            foreach (var row in rows)
                foldOf[row] = next++ % folds;
        }

        return foldOf;
    }

    /// <summary>The rows tested in a fold and those trained on, both in ascending order.</summary>
    /// <param name="foldOf">What <see cref="Assign"/> returned.</param>
    /// <param name="fold">The fold.</param>
    public static (int[] Training, int[] Test) Split(ReadOnlySpan<int> foldOf, int fold)
    {
        List<int> training = [], test = [];
        for (var row = 0; row < foldOf.Length; row++)
            (foldOf[row] == fold ? test : training).Add(row);
        return ([.. training], [.. test]);
    }

    private static int[] RowsOf(ClassLabels labels, int ofClass)
    {
        var rows = new List<int>();
        for (var row = 0; row < labels.Count; row++)
        {
            if (labels.Indices[row] == ofClass)
                rows.Add(row);
        }

        return [.. rows];
    }
}
