namespace DarkMachines.Forests;

/// <summary>Learns classes or values by trees that are grown independently of each other, and answers with their mean.</summary>
/// <remarks>
/// <para>Training rows must be finite. Weights multiply a row's part in impurities and leaves; a row of weight zero is
/// left out. A class without training rows gets probability zero.</para>
/// <para>Every tree draws from a random stream of its own. The bootstrap draws rows by number, so the forest depends on
/// the order of the rows; for classes, without bootstrap and weights, it does not.</para>
/// <para>A row goes left where value ≤ threshold, and right otherwise, NaN included.</para>
/// <para>Values are predicted together, by the same trees; a value's uncertainty is the standard deviation of all that
/// the trees' leaves hold: the mean variance within leaves plus the variance between them (Hutter, Xu, Hoos and
/// Leyton-Brown, Artif. Intell. 206 (2014) 79, Section 4.3.2).</para>
/// <para>Fitting takes time proportional to trees × rows × columns tried × depth, memory for 5 bytes × rows × columns,
/// and 32 bytes × rows for each thread.</para>
/// </remarks>
public abstract class Forest : IClassifier, ISurrogate
{
    private readonly ForestOptions _options;

    private protected Forest(ForestOptions options)
    {
        _options = Options.Validate(options);
        if (options is { OutOfBag: true, Bootstrap: false })
        {
            throw new UsageException(
                "invalid-option",
                "Option 'out-of-bag' is true and 'bootstrap' false; without the bootstrap no row is out of any bag.",
                "Set bootstrap=true, or leave out-of-bag alone.");
        }
    }

    /// <inheritdoc cref="IClassifier.Fit"/>
    public ForestClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var used = TrainingRows.Check(rows, labels).ThatCount();
        var set = TrainingSet.OfClasses(rows, used, labels, context);
        var forest = Grow(set, (int)Math.Sqrt(rows.ColumnCount), withSpread: false, context);
        return new ForestClassifierModel(rows.Features, labels.Classes, forest, MeansOutOfBag(forest, rows, used, set, context));
    }

    /// <inheritdoc cref="ISurrogate.Fit"/>
    public ForestSurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var used = TrainingValues.Check(parameters, values);
        var set = TrainingSet.OfValues(parameters, used, values, context);
        var forest = Grow(set, DefaultColumnsForValues(parameters.ColumnCount), withSpread: true, context);
        return new ForestSurrogateModel(
            parameters.Features, values.Features, TrainingValues.Ranges(parameters, used), forest, MeansOutOfBag(forest, parameters, used, set, context));
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);

    ISurrogateModel ISurrogate.Fit(FeatureTable parameters, FeatureTable values, FitContext context) => Fit(parameters, values, context);

    private protected abstract int DefaultColumnsForValues(int columns);

    private protected abstract ISplitter MakeSplitter(TrainingSet set, RandomStream random);

    private GrownForest Grow(TrainingSet set, int defaultColumnsToTry, bool withSpread, FitContext context) => GrownForest.Grow(
        set,
        _options,
        _options.MaxFeatures == 0 ? defaultColumnsToTry : _options.MaxFeatures,
        withSpread,
        random => MakeSplitter(set, random),
        context);

    private double[] MeansOutOfBag(GrownForest forest, FeatureTable rows, int[] used, TrainingSet set, FitContext context) =>
        _options.OutOfBag ? OutOfBag.Means(forest, rows, used, set.TargetCount, context) : [];
}
