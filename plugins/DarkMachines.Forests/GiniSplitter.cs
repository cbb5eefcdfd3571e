namespace DarkMachines.Forests;

/// <summary>
/// Finds the split of a column that leaves the least Gini impurity. With class weights l of total L on the left and
/// r of total R on the right, the impurity left, L (1 - Σ l²/L²) + R (1 - Σ r²/R²), is least where the purity
/// Σ l²/L + Σ r²/R is greatest.
/// </summary>
internal sealed class GiniSplitter(TreeSample sample, int minLeafRows)
{
    private readonly double[] _left = new double[sample.ClassCount];

    /// <summary>The best split of a node by one column; of equally good ones that with the lowest threshold. Null if there is none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="start">First place of the node.</param>
    /// <param name="end">One past the last place of the node.</param>
    /// <param name="total">Weight of each class in the node.</param>
    public Split? Best(int column, int start, int end, ReadOnlySpan<double> total)
    {
        ReadOnlySpan<TreeSample.Entry> entries = sample.Column(column, start, end);
        if (entries[0].Value == entries[^1].Value)
            return null;

        var classes = sample.Classes;
        var weights = sample.Weights;
        var left = _left.AsSpan();
        left.Clear();
        var bestPurity = double.NegativeInfinity;
        var bestRows = 0;
        for (var rows = 1; rows <= entries.Length - minLeafRows; rows++)
        {
            var entry = entries[rows - 1];
            left[classes[entry.Row]] += weights[entry.Row];
            if (rows < minLeafRows || entry.Value == entries[rows].Value)
                continue;
            var purity = Purity(left, total);
            if (purity > bestPurity)
                (bestPurity, bestRows) = (purity, rows);
        }

        return bestRows == 0
            ? null
            : new Split(column, bestRows, Split.ThresholdBetween(entries[bestRows - 1].Value, entries[bestRows].Value), bestPurity);
    }

    private static double Purity(ReadOnlySpan<double> left, ReadOnlySpan<double> total)
    {
        double leftSum = 0, leftSquares = 0, rightSum = 0, rightSquares = 0;
        for (var i = 0; i < left.Length; i++)
        {
            double l = left[i], r = total[i] - l;
            leftSum += l;
            leftSquares += l * l;
            rightSum += r;
            rightSquares += r * r;
        }

        return leftSquares / leftSum + rightSquares / rightSum;
    }
}
