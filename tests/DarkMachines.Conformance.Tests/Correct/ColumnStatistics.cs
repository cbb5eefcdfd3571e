namespace DarkMachines.Conformance.Tests;

/// <summary>Weighted mean and spread of each column; constant columns are refused.</summary>
internal sealed record ColumnStatistics(double[] Means, double[] Spreads)
{
    public static ColumnStatistics Of(FeatureTable rows, FitContext context)
    {
        var training = TrainingRows.Check(rows);
        var means = Average(training, context, (value, _) => value);
        var variances = Average(training, context, (value, column) => Math.Pow(value - means[column], 2));
        return variances.All(variance => variance > 0)
            ? new ColumnStatistics(means, [.. variances.Select(Math.Sqrt)])
            : throw new UnusableDataException("A column is constant.", "Leave it out.");
    }

    public double Standardise(float value, int column) => (value - Means[column]) / Spreads[column];

    private static double[] Average(TrainingRows training, FitContext context, Func<double, int, double> quantity)
    {
        var sums = new double[training.ColumnCount];
        for (var i = 0; i < training.Count; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            for (var column = 0; column < sums.Length; column++)
                sums[column] += training.Weight(i) / training.TotalWeight * quantity(training.Table.Row(i)[column], column);
        }

        return sums;
    }
}
