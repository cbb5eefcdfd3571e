namespace DarkMachines.Forests;

/// <summary>
/// Classification trees, each grown on a bootstrap sample, each split the best, by Gini impurity, of a few columns
/// drawn at random (Breiman, Mach. Learn. 45 (2001) 5). The probability of a class is the mean over the trees of its
/// share of the leaf that the row falls into.
/// </summary>
/// <remarks>
/// <para>Training rows must be finite. Weights multiply a row's part in impurities and leaf shares; a row of weight zero
/// is left out. A class without training rows gets probability zero.</para>
/// <para>Every tree draws from a random stream of its own. The bootstrap draws rows by number, so the forest depends on
/// the order of the rows; without the bootstrap and without weights it does not.</para>
/// <para>A row goes left where value ≤ threshold, and right otherwise, NaN included. A threshold lies halfway between
/// two training values, or on the lower one where float32 has nothing between.</para>
/// <para>Fitting takes time proportional to trees × rows × columns × depth, and for each thread memory for
/// 8 bytes × rows × columns.</para>
/// </remarks>
[Algorithm("random-forest", "Random forest: mean class shares of trees grown on bootstrap samples",
    Citation = "Breiman, Mach. Learn. 45 (2001) 5")]
public sealed class RandomForest : IClassifier
{
    private readonly RandomForestOptions _options;

    /// <summary>Makes the algorithm.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="UserInputException">An option is outside its range.</exception>
    public RandomForest(RandomForestOptions options) => _options = Options.Validate(options);

    /// <inheritdoc/>
    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var used = TrainingRows.Check(rows, labels).ThatCount();
        var training = TrainingSet.Build(rows, used, labels, context);
        var trees = new Tree[_options.Trees];
        var grown = 0;
        context.ForEach(trees.Length, number =>
        {
            var random = context.Random((ulong)number);
            var sample = new TreeSample(training, _options.Bootstrap ? random : null);
            trees[number] = new TreeGrower(sample, _options, random).Grow(context.Cancellation);
            context.Report((double)Interlocked.Increment(ref grown) / trees.Length, "growing trees");
        });
        return new RandomForestModel(rows.Features, labels.Classes, trees);
    }
}
