namespace DarkMachines.Statistics;

/// <summary>Metrics of predicted values.</summary>
public static class RegressionMetrics
{
    /// <summary>Square root of the mean squared difference, in the values' unit; NaN for no rows.</summary>
    /// <param name="predictions">One prediction a row.</param>
    /// <param name="values">The true value of each.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static double RootMeanSquare(ReadOnlySpan<float> predictions, ReadOnlySpan<float> values)
    {
        RequireFit(predictions, values);
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += ((double)predictions[i] - values[i]) * ((double)predictions[i] - values[i]);
        return Math.Sqrt(sum / values.Length);
    }

    /// <summary>Mean of |prediction − value| / |value| over the rows whose value is not zero, a fraction; NaN if there are none.</summary>
    /// <inheritdoc cref="RootMeanSquare"/>
    public static double MeanAbsolutePercentage(ReadOnlySpan<float> predictions, ReadOnlySpan<float> values)
    {
        RequireFit(predictions, values);
        var sum = 0.0;
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == 0)
                continue;
            sum += Math.Abs(((double)predictions[i] - values[i]) / values[i]);
            count++;
        }

        return sum / count;
    }

    private static void RequireFit(ReadOnlySpan<float> predictions, ReadOnlySpan<float> values)
    {
        if (predictions.Length != values.Length)
            throw new ArgumentException($"{predictions.Length} predictions for {values.Length} values.", nameof(predictions));
    }
}
