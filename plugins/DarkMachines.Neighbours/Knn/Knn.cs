namespace DarkMachines.Neighbours;

/// <summary>
/// The k nearest training rows, found exactly. As a classifier it gives the share of each class
/// among them (Cover and Hart, IEEE Trans. Inf. Theory 13 (1967) 21); as a density estimator it gives the density
/// k / (N V r^d), with r the distance to the k-th of N rows and V the volume of the unit ball in d dimensions
/// (Loftsgaarden and Quesenberry, Ann. Math. Stat. 36 (1965) 1049), and r itself, or the mean distance, as the anomaly score.
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
/// <para>Up to 8 columns, and with the Manhattan metric, a k-d tree is searched; otherwise a row takes time proportional to
/// training rows × columns. Memory is proportional to the training rows.</para>
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
        var sample = Sample(TrainingRows.Check(rows, labels), context);
        return new KnnClassifierModel(
            sample.Index(), _options.Neighbours, labels.Select(sample.Numbers), sample.Weights, _options.DistanceWeighted);
    }

    /// <inheritdoc/>
    public IDensityModel Fit(FeatureTable background, FitContext context)
    {
        var sample = Sample(TrainingRows.Check(background), context);
        return new KnnDensityModel(sample.Index(), _options.Neighbours, sample.Weights, _options.Score);
    }

    private NeighbourSample Sample(TrainingRows rows, FitContext context)
    {
        var sample = NeighbourSample.Of(rows, _options.Metric, _options.Standardise, context);
        sample.RefuseFewerThan(_options.Neighbours, _options.Neighbours);
        return sample;
    }
}
