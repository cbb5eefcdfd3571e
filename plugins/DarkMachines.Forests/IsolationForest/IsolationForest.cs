namespace DarkMachines.Forests;

/// <summary>
/// Trees that split a few rows by random columns at random thresholds: rows that are soon alone are anomalous (Liu, Ting
/// and Zhou, IEEE Int. Conf. Data Mining 2008, 413, Algorithms 1 to 3).
/// </summary>
/// <remarks>
/// <para>Training rows must be finite. Rows are drawn with chances in proportion to their weights; a row of weight zero
/// is never drawn. The forest depends on the order of the rows, for they are drawn by number; moving and stretching
/// columns changes nothing but the rounding.</para>
/// <para>Fitting takes time proportional to trees × sampled rows × depth, and with weights also to trees × rows.</para>
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
        var used = background.IsWeighted ? training.ThatCount() : null;
        var sampleRows = Math.Min(_options.SampleRows, used?.Length ?? training.Count);
        var trees = new Tree[_options.Trees];
        var grown = 0;
        context.ForEach(trees.Length, number =>
        {
            var random = context.Random((ulong)number);
            var sample = used is null
                ? RowSample.Draw(training.Count, sampleRows, random)
                : RowSample.DrawWeighted(used, training, sampleRows, random);
            trees[number] = new IsolationTreeGrower(background, sample, random).Grow(context.Cancellation);
            context.Report((double)Interlocked.Increment(ref grown) / trees.Length, "growing trees");
        });
        return new IsolationForestModel(background.Features, new TreeEnsemble(trees, width: 1), PathLength.Unsuccessful(sampleRows));
    }

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);
}
