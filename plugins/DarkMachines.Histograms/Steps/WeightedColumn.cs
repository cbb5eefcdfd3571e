namespace DarkMachines.Histograms.Steps;

/// <summary>One column of the rows that count, sorted, equal values taken together.</summary>
internal sealed class WeightedColumn
{
    private WeightedColumn(float[] values, double[] weights) => (Values, Weights) = (values, weights);

    /// <summary>The distinct values, in ascending order.</summary>
    public float[] Values { get; }

    /// <summary>The weight of each, in units of the mean weight of a row: they add to the number of rows that count.</summary>
    public double[] Weights { get; }

    /// <summary>Reads a column.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="value">The number of each row.</param>
    public static WeightedColumn Of(TrainingRows rows, Func<int, float> value)
    {
        var order = rows.ThatCount();
        var all = Array.ConvertAll(order, row => value(row));
        var unit = rows.TotalWeight / order.Length;
        var weightOf = Array.ConvertAll(order, row => rows.Weight(row) / unit);
        Array.Sort(all, weightOf);
        var (values, weights) = (new List<float>(), new List<double>());
        for (var i = 0; i < all.Length; i++)
        {
            if (values.Count > 0 && values[^1] == all[i])
            {
                weights[^1] += weightOf[i];
                continue;
            }

            values.Add(all[i]);
            weights.Add(weightOf[i]);
        }

        return new WeightedColumn([.. values], [.. weights]);
    }

    /// <summary>Total weight: the number of rows that count.</summary>
    public double Total => Weights.Sum();

    /// <summary>Weighted mean, and the weighted sums of the second and third powers of the distances from it, divided by the total.</summary>
    public (double Mean, double Variance, double Third) Moments()
    {
        double total = Total, mean = 0, second = 0, third = 0;
        for (var i = 0; i < Values.Length; i++)
            mean += Weights[i] / total * Values[i];
        for (var i = 0; i < Values.Length; i++)
        {
            var d = Values[i] - mean;
            second += Weights[i] / total * d * d;
            third += Weights[i] / total * d * d * d;
        }

        return Values.Length == 1 ? (Values[0], 0, 0) : (mean, second, third);
    }
}
