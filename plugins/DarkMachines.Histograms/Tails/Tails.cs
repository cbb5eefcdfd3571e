using DarkMachines.Histograms.Steps;

namespace DarkMachines.Histograms;

/// <summary>
/// How far out a number lies in a column: minus the logarithms of the shares of the rows on either side of it, itself among
/// both. The row asked about counts as one more, so that no share is zero.
/// </summary>
internal static class Tails
{
    /// <summary>The function of a column that some combination of its two tails is.</summary>
    /// <param name="column">The column.</param>
    /// <param name="combine">Makes one number of minus the logarithm of the left and of the right share.</param>
    public static StepFunction Steps(WeightedColumn column, Func<double, double, double> combine)
    {
        // Between two values, at each value, and beyond: 2 n + 1 steps.
        var count = column.Values.Length;
        var thresholds = new float[2 * count];
        var values = new float[2 * count + 1];
        double total = column.Total, below = 0;
        for (var i = 0; i < count; i++)
        {
            thresholds[2 * i] = MathF.BitDecrement(column.Values[i]);
            thresholds[2 * i + 1] = column.Values[i];
            values[2 * i] = Value(below, total - below);
            values[2 * i + 1] = Value(below + column.Weights[i], total - below);
            below += column.Weights[i];
        }

        values[^1] = Value(total, 0);
        return new StepFunction(thresholds, values);

        float Value(double left, double right) =>
            (float)combine(-Math.Log((left + 1) / (total + 1)), -Math.Log((Math.Max(0, right) + 1) / (total + 1)));
    }

    /// <summary>Fits a function to each column.</summary>
    public static StepFunction[] Fit(FeatureTable background, FitContext context, Func<WeightedColumn, StepFunction> fit)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = TrainingRows.Check(background);
        var steps = new StepFunction[rows.ColumnCount];
        context.ForEach(steps.Length, c => steps[c] = fit(WeightedColumn.Of(rows, row => background.Row(row)[c])));
        return steps;
    }
}
