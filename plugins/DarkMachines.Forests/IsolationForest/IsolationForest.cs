namespace DarkMachines.Forests;

/// <summary>
/// Trees that split a few rows by random columns at random thresholds: rows that are soon alone are anomalous (Liu, Ting
/// and Zhou, IEEE Int. Conf. Data Mining 2008, 413, Algorithms 1 to 3).
/// </summary>
/// <remarks>
/// <para>Training rows must be finite. Weighted rows are drawn with replacement, with chances in proportion to their
/// weights. The forest depends on the order of the rows, for they are drawn by number; moving and stretching columns
/// changes nothing but the rounding.</para>
/// <para>Fitting takes time proportional to trees × sampled rows × depth.</para>
/// </remarks>
[Algorithm("isolation-forest", "Isolation forest: rows that random splits soon leave alone are anomalous",
    Citation = "Liu, Ting and Zhou, IEEE Int. Conf. Data Mining 2008, 413")]
public sealed class IsolationForest : IAnomalyDetector
{
    private readonly IsolationForestOptions _options;

    /// <summary>Makes the algorithm.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="UsageException">An option is outside its range.</exception>
    public IsolationForest(IsolationForestOptions options) => _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    public IsolationForestModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingRows.Check(background);
        var upTo = background.IsWeighted ? SumsUpTo(background.Weights) : null;
        var sampleRows = Math.Min(_options.SampleRows, training.Count);
        var trees = new Tree[_options.Trees];
        var grown = 0;
        context.ForEach(trees.Length, number =>
        {
            var random = context.Random((ulong)number);
            var sample = upTo is null ? RowSample.Draw(training.Count, sampleRows, random) : RowSample.DrawWeighted(upTo, sampleRows, random);
            trees[number] = new IsolationTreeGrower(background, sample, random).Grow(context.Cancellation);
            context.Report((double)Interlocked.Increment(ref grown) / trees.Length, "growing trees");
        });
        return new IsolationForestModel(background.Features, new TreeEnsemble(trees), PathLength.Unsuccessful(sampleRows));
    }

    private static double[] SumsUpTo(ReadOnlySpan<float> weights)
    {
        var sums = new double[weights.Length];
        var sum = 0.0;
        for (var row = 0; row < sums.Length; row++)
            sums[row] = sum += weights[row];
        return sums;
    }

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);
}
