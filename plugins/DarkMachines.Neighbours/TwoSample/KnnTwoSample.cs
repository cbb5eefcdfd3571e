namespace DarkMachines.Neighbours;

/// <summary>
/// The ratio of the densities that two samples were drawn from, at any point: with r and s the distances to the k-th
/// neighbours in samples of N and M rows, p / q = (M / N) (s / r)^d (Wang, Kulkarni and Verdú, IEEE Trans. Inf. Theory 55
/// (2009) 2392). A sample is the rows of one class. As a classifier it gives the class probabilities that follow from
/// the densities and the classes' shares of the weight (Fukunaga and Hostetler, IEEE Trans. Inf. Theory 21 (1975) 285).
/// </summary>
/// <remarks>
/// <para>More than two classes are taken; a class without rows gets probability zero, a class of fewer than k rows is
/// refused. A row of weight zero is left out; otherwise a sample's density at a point is its k neighbours' share of the sample's
/// weight over the volume of the ball.</para>
/// <para>Distances are measured in one space for all samples. A distance of zero counts as the least number of float32 above
/// it, and an infinite one, as a row with NaN or infinity has, as the greatest: ratios are always finite.</para>
/// </remarks>
[Algorithm("knn-two-sample", "Density ratio of samples from the distances to their k-th neighbours",
    Citation = "Wang, Kulkarni & Verdú, IEEE Trans. Inf. Theory 55 (2009) 2392")]
public sealed class KnnTwoSample : IClassifier
{
    private readonly KnnTwoSampleOptions _options;

    /// <summary>Makes the algorithm.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="UserInputException">An option is outside its range.</exception>
    public KnnTwoSample(KnnTwoSampleOptions options) => _options = Options.Validate(options);

    /// <inheritdoc cref="IClassifier.Fit"/>
    public KnnTwoSampleModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        var all = NeighbourSample.Of(TrainingRows.Check(rows, labels), _options.Metric, _options.Standardise, context);
        var classOf = labels.Select(all.Numbers).Indices;
        var samples = new ClassSample?[labels.Classes.Count];
        for (var number = 0; number < samples.Length; number++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            samples[number] = Sample(all, classOf, number, labels.Classes[number]);
        }

        return samples.Count(sample => sample is not null) >= 2
            ? new KnnTwoSampleModel(samples, labels.Classes)
            : throw new UnusableDataException(
                "All training rows of weight above zero are of one class; a ratio needs two samples.",
                "Give rows of at least two classes.");
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);

    private ClassSample? Sample(NeighbourSample all, ReadOnlySpan<int> classOf, int number, string name)
    {
        var own = new List<int>();
        for (var row = 0; row < classOf.Length; row++)
        {
            if (classOf[row] == number)
                own.Add(row);
        }

        if (own.Count == 0)
            return null;
        if (own.Count < _options.Neighbours)
        {
            throw new UnusableDataException(
                $"There are {own.Count} training rows of class '{name}'; {_options.Neighbours} neighbours need at least as many rows of each class.",
                $"Give more rows, or set neighbours to at most {own.Count}.");
        }

        var table = all.Rows.Table.SelectRows([.. own]);
        return new ClassSample(new NeighbourIndex(table, all.Scaling, all.IsManhattan), _options.Neighbours, TrainingRows.Check(table));
    }
}
