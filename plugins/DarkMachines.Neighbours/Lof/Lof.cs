namespace DarkMachines.Neighbours;

/// <summary>
/// The local outlier factor: how much sparser a row's surroundings are than those of its k nearest training rows (Breunig,
/// Kriegel, Ng and Sander, SIGMOD 2000, 93). With reach(p, o) the greater of the distance of p and o and of the distance
/// from o to its own k-th neighbour, and m(p) the mean of reach(p, o) over p's neighbours o, the score is the mean of
/// m(p) / m(o): about one amid the training rows, greater outside.
/// </summary>
/// <remarks>
/// <para>A new row is compared with the training rows (novelty detection). A training row is not its own neighbour when it is
/// scored as such (<see cref="LofModel.TrainingScores"/>), but is if it is given as a new row.</para>
/// <para>Exactly k neighbours count; among equally distant rows the one with the lower number is the nearer. Apart from
/// such ties the answers do not depend on the order of the training rows. Neighbours count by their weight in the
/// means; a row of weight zero is left out.</para>
/// <para>To each mean 10⁻¹⁰ is added, as scikit-learn does: among rows that coincide the factor is then one. A row with
/// NaN or infinity scores positive infinity.</para>
/// <para>A fit finds the neighbours of all training rows and remembers none: memory is proportional to training rows × (columns + k)
/// while it fits, to training rows × columns afterwards.</para>
/// </remarks>
[Algorithm("lof", "Local outlier factor: how much sparser a row's surroundings are than its neighbours'",
    Citation = "Breunig, Kriegel, Ng & Sander, SIGMOD 2000, 93")]
public sealed class Lof : IAnomalyDetector
{
    private readonly LofOptions _options;

    /// <summary>Makes the algorithm.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="UserInputException">An option is outside its range.</exception>
    public Lof(LofOptions options) => _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    public LofModel Fit(FeatureTable background, FitContext context)
    {
        var checkedRows = TrainingRows.Check(background);
        var sample = NeighbourSample.Of(checkedRows, _options.Metric, _options.Standardise, context);
        sample.RefuseFewerThan(_options.Neighbours + 1, _options.Neighbours);
        var fit = new LofFit(sample, _options.Neighbours, context);
        return new LofModel(fit, sample.Weights, OfAllRows(background, sample, fit));
    }

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    // Rows of weight zero are no training rows, and are scored as new ones.
    private static float[] OfAllRows(FeatureTable background, NeighbourSample sample, LofFit fit)
    {
        var scores = new float[background.RowCount];
        for (var i = 0; i < sample.Numbers.Length; i++)
            scores[sample.Numbers[i]] = fit.Scores[i];
        if (sample.Numbers.Length == scores.Length)
            return scores;
        var model = new LofModel(fit, sample.Weights, []);
        foreach (var row in Enumerable.Range(0, scores.Length).Except(sample.Numbers))
            model.Score(background.Row(row), scores.AsSpan(row, 1));
        return scores;
    }
}
