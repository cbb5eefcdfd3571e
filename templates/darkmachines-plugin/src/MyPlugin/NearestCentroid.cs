using DarkMachines;

namespace MyPlugin;

/// <summary>
/// Each class is its centroid. A class's probability is proportional to exp(−sharpness · d²/2), where d is the distance
/// to its centroid with every column in units of its spread: equal priors and one round spread for all classes, without
/// the shrinking that Tibshirani et al., PNAS 99 (2002) 6567, add.
/// </summary>
/// <remarks>
/// Weights count as numbers of rows. Constant columns have no effect. A class without rows gets probability zero. Neither
/// seed nor threads matter.
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("nearest-centroid", "Nearest centroid: distance to the mean of each class",
    Citation = "Tibshirani et al., PNAS 99 (2002) 6567")]
public sealed class NearestCentroid(NearestCentroidOptions options) : IClassifier
{
    private readonly NearestCentroidOptions _options = Options.Validate(options);

    /// <inheritdoc/>
    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        // Refuses what cannot be learnt from, with a sentence that says why: no rows, NaN, infinity, unsound weights.
        var training = TrainingRows.Check(rows, labels);

        var centre = new double[rows.ColumnCount];
        var centroids = new double[labels.Classes.Count][];
        var classWeights = new double[centroids.Length];
        for (var k = 0; k < centroids.Length; k++)
            centroids[k] = new double[rows.ColumnCount];
        for (var i = 0; i < rows.RowCount; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            classWeights[labels.Indices[i]] += training.Weight(i);
            Add(rows.Row(i), training.Weight(i), centroids[labels.Indices[i]]);
            Add(rows.Row(i), training.Weight(i) / training.TotalWeight, centre);
        }

        for (var k = 0; k < centroids.Length; k++)
            centroids[k] = classWeights[k] > 0 ? [.. centroids[k].Select(sum => sum / classWeights[k])] : [];
        return new NearestCentroidModel(rows.Features, labels.Classes, centroids, Scales(training, centre));
    }

    private static void Add(ReadOnlySpan<float> row, double weight, double[] sum)
    {
        for (var column = 0; column < row.Length; column++)
            sum[column] += weight * row[column];
    }

    /// <summary>What a squared difference in each column counts: sharpness over the variance; nothing in a constant column.</summary>
    private double[] Scales(TrainingRows training, double[] centre)
    {
        var variances = new double[centre.Length];
        for (var i = 0; i < training.Count; i++)
        {
            var row = training.Table.Row(i);
            for (var column = 0; column < row.Length; column++)
                variances[column] += training.Weight(i) / training.TotalWeight * Math.Pow(row[column] - centre[column], 2);
        }

        return [.. variances.Select(variance => variance > 0 ? _options.Sharpness / variance : 0)];
    }
}
