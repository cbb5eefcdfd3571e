namespace DarkMachines.Forests;

/// <summary>
/// Extremely randomised trees: each split is the best, by Gini impurity or squared differences, of one random split of
/// each of a few columns drawn at random (Geurts, Ernst and Wehenkel, Mach. Learn. 63 (2006) 3).
/// </summary>
/// <inheritdoc/>
[Algorithm("extra-trees", "Extremely randomised trees: the mean of trees split at random thresholds",
    Citation = "Geurts, Ernst and Wehenkel, Mach. Learn. 63 (2006) 3")]
public sealed class ExtraTrees : Forest
{
    private readonly ExtraTreesOptions _options;

    /// <summary>Makes the algorithm.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="UsageException">An option is outside its range.</exception>
    public ExtraTrees(ExtraTreesOptions options) : base(options) => _options = options;

    private protected override int DefaultColumnsForValues(int columns) => columns;

    private protected override ISplitter MakeSplitter(TrainingSet set, RandomStream random) =>
        new RandomSplitter(set, _options.MinLeafRows, random);
}
