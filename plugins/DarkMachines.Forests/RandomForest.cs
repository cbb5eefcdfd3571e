namespace DarkMachines.Forests;

/// <summary>
/// Trees, each grown on a bootstrap sample, each split the best, by Gini impurity or squared differences, of a few
/// columns drawn at random (Breiman, Mach. Learn. 45 (2001) 5).
/// </summary>
/// <remarks>A threshold lies halfway between two training values of its node, or on the lower one where float32 has nothing between.</remarks>
/// <inheritdoc/>
[Algorithm("random-forest", "Random forest: the mean of trees grown on bootstrap samples",
    Citation = "Breiman, Mach. Learn. 45 (2001) 5")]
public sealed class RandomForest : Forest
{
    private readonly RandomForestOptions _options;

    /// <summary>Makes the algorithm.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="UsageException">An option is outside its range.</exception>
    public RandomForest(RandomForestOptions options) : base(options) => _options = options;

    private protected override int DefaultColumnsForValues(int columns) => Math.Max(1, columns / 3);

    private protected override ISplitter MakeSplitter(TrainingSet set, RandomStream random) =>
        new BestSplitter(set, _options.MinLeafRows, _options.ExactRows);
}
