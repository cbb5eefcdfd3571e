namespace DarkMachines.Forests.Tests;

/// <summary>The plain reference: try every split of all rows, and count classes afresh for each.</summary>
internal static class PlainStump
{
    /// <summary>The least Gini impurity, summed over the rows, that one split leaves; that of all rows if there is no split.</summary>
    public static double LeastImpurity(FeatureTable rows, ClassLabels labels)
    {
        var all = Enumerable.Range(0, rows.RowCount).ToArray();
        var least = Impurity(all, labels);
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            foreach (var threshold in all.Select(row => rows.Row(row)[column]).Distinct())
            {
                var sides = all.ToLookup(row => rows.Row(row)[column] <= threshold);
                least = Math.Min(least, Impurity(sides[true], labels) + Impurity(sides[false], labels));
            }
        }

        return least;
    }

    private static double Impurity(IEnumerable<int> rows, ClassLabels labels)
    {
        var counts = rows.GroupBy(row => labels.Indices[row]).Select(group => (double)group.Count()).ToArray();
        var total = counts.Sum();
        return total == 0 ? 0 : total - counts.Sum(count => count * count) / total;
    }
}
