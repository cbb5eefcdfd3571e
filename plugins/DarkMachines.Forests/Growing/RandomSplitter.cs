namespace DarkMachines.Forests.Growing;

/// <summary>
/// Splits a column anywhere between the least and the greatest value of a node, at random (Geurts, Ernst and Wehenkel,
/// Mach. Learn. 63 (2006) 3, Table 1).
/// </summary>
/// <param name="set">The training set.</param>
/// <param name="minLeafRows">Fewest rows on each side.</param>
/// <param name="random">Draws the thresholds.</param>
internal sealed class RandomSplitter(TrainingSet set, int minLeafRows, RandomStream random) : ISplitter
{
    private readonly double[] _left = new double[set.TargetCount + 1];

    /// <inheritdoc/>
    public Split? Find(int column, ReadOnlySpan<NodeRow> rows, ReadOnlySpan<double> total)
    {
        var values = set.Columns[column].Values;
        float least = values[rows[0].Row], greatest = least;
        foreach (ref readonly var row in rows)
        {
            var value = values[row.Row];
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }

        if (least == greatest)
            return null;
        var threshold = (float)(least + random.Uniform() * ((double)greatest - least));
        if (threshold >= greatest)
            threshold = least;
        var count = AddUp(values, rows, threshold);
        return count < minLeafRows || rows.Length - count < minLeafRows ? null : new Split(column, threshold, Impurity.Purity(_left, total));
    }

    private int AddUp(float[] values, ReadOnlySpan<NodeRow> rows, float threshold)
    {
        var left = _left.AsSpan();
        left.Clear();
        var count = 0;
        if (left.Length > 2)
        {
            foreach (ref readonly var row in rows)
            {
                if (values[row.Row] > threshold)
                    continue;
                Impurity.Add(left, row, set.Targets);
                count++;
            }

            return count;
        }

        // Which side a row is on cannot be guessed: it is multiplied by one or zero.
        double weight = 0, target = 0;
        foreach (ref readonly var row in rows)
        {
            var isLeft = values[row.Row] <= threshold ? 1 : 0;
            count += isLeft;
            weight += isLeft * row.Weight;
            target += isLeft * row.Target;
        }

        (left[0], left[1]) = (weight, target);
        return count;
    }
}
