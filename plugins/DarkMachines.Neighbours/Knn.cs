namespace DarkMachines.Neighbours;

/// <summary>
/// The k nearest training rows, found exactly, by Euclidean distance. As a classifier it gives the share of each class
/// among them (Cover and Hart, IEEE Trans. Inf. Theory 13 (1967) 21); as a density estimator it gives the density
/// k / (N V r^d), with r the distance to the k-th of N rows and V the volume of the unit ball in d dimensions
/// (Loftsgaarden and Quesenberry, Ann. Math. Stat. 36 (1965) 1049), and r itself as the anomaly score.
/// </summary>
/// <remarks>
/// <para>Training rows must be finite. A row of weight zero is left out; otherwise weights multiply the votes, and in
/// the density k / N is the neighbours' share of the total weight.</para>
/// <para>Among equally distant rows the one with the lower row number is the nearer. Apart from such ties the answers do not
/// depend on the order of the training rows. A training row is its own nearest neighbour.</para>
/// <para>A class without training rows gets probability zero. Where k training rows coincide, the anomaly score is zero
/// and the log density positive infinity. A row with NaN or infinity is infinitely far from every training row:
/// its score is positive infinity, its log density negative infinity.</para>
/// <para>A constant column is shifted by its value but not scaled, and counts as one of the d dimensions.</para>
/// <para>Fitting copies the rows; scoring takes time proportional to training rows × columns for each row.</para>
/// </remarks>
[Algorithm("knn", "Nearest neighbours: class shares, density and distance of the k nearest training rows",
    Citation = "Cover & Hart, IEEE Trans. Inf. Theory 13 (1967) 21; Loftsgaarden & Quesenberry, Ann. Math. Stat. 36 (1965) 1049")]
public sealed class Knn : IClassifier, IDensityEstimator
{
    private readonly KnnOptions _options;

    /// <summary>Makes the algorithm.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="UserInputException">An option is outside its range.</exception>
    public Knn(KnnOptions options) => _options = Options.Validate(options);

    /// <inheritdoc/>
    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        var used = UsableRows(TrainingRows.Check(rows, labels), context);
        return new KnnClassifierModel(
            NeighbourIndex.Build(rows, used, _options), labels.Select(used), Weights(rows, used), _options.DistanceWeighted);
    }

    /// <inheritdoc/>
    public IDensityModel Fit(FeatureTable background, FitContext context)
    {
        var used = UsableRows(TrainingRows.Check(background), context);
        return new KnnDensityModel(NeighbourIndex.Build(background, used, _options), Weights(background, used));
    }

    private int[] UsableRows(TrainingRows rows, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Cancellation.ThrowIfCancellationRequested();
        var used = rows.ThatCount();
        if (used.Length < _options.Neighbours)
        {
            throw new UnusableDataException(
                $"There are {used.Length} training rows of weight above zero; {_options.Neighbours} neighbours need at least as many rows.",
                $"Give more rows, or set {Options.KebabCase(nameof(KnnOptions.Neighbours))} to at most the number of rows.");
        }

        return used;
    }

    private static float[] Weights(FeatureTable rows, int[] used) =>
        [.. used.Select(row => rows.IsWeighted ? rows.Weights[row] : 1f)];
}
