using DarkMachines.Mixtures.Numerics;

namespace DarkMachines.Mixtures;

/// <summary>
/// k-means as an anomaly detector: centres are placed so that rows are near one of them, and a row's score is its distance
/// to the nearest.
/// </summary>
/// <remarks>
/// <para>A row of weight two counts as two rows. The order of the rows matters for the random start only; shifting a column
/// changes no score, nor does rescaling one where distances are standardised.</para>
/// <para>Cost: rows × clusters × columns for each of a few dozen assignments, and a row scored is clusters × columns.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("k-means", "k-means: distance to the nearest of some cluster centres",
    Citation = "Lloyd, IEEE Trans. Inf. Theory 28 (1982) 129; Arthur and Vassilvitskii, SODA 2007, 1027")]
public sealed class KMeans(KMeansOptions options) : IAnomalyDetector
{
    private readonly KMeansOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">There are no rows, or a value is NaN or infinite.</exception>
    public KMeansModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = TrainingRows.Check(background);
        var fit = new KMeansFit(rows, ColumnScale.Of(rows, _options.Standardise), context);
        var best = Enumerable.Range(0, _options.Restarts)
            .Select(start => fit.Run(_options.Clusters, _options.MaxIterations, (ulong)start))
            .MinBy(run => run.Inertia);
        return new KMeansModel(background.Features, best.Centres, best.Inertia);
    }

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);
}
