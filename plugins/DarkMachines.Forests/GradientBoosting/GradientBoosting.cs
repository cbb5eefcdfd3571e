namespace DarkMachines.Forests;

/// <summary>
/// Gradient boosted trees: each follows the gradient of the loss of those before it, with second-order gains between
/// bins of the columns (Friedman, Ann. Stat. 29 (2001) 1189; Chen and Guestrin, ACM KDD 2016, 785). For classes the
/// loss is the negative log likelihood, for values the squared error.
/// </summary>
/// <remarks>
/// <para>Training rows must be finite. Weights multiply a row's loss; a row of weight zero is left out. Two classes at
/// least must have rows; one that has none gets probability zero.</para>
/// <para>Columns are put into 256 bins of equally many rows, or one a value if there are no more. Moving and stretching
/// columns changes nothing. The order of the rows decides which are held out, and otherwise nothing but the rounding.</para>
/// <para>A row goes left where value ≤ threshold, and right otherwise, NaN included.</para>
/// <para>Fitting takes time proportional to iterations × outputs × rows × columns × depth, and memory for
/// 5 bytes × rows × columns and at most 128 × columns × 4 kB.</para>
/// </remarks>
[Algorithm("gradient-boosting", "Gradient boosted trees: each mends the errors of those before it",
    Citation = "Chen and Guestrin, ACM KDD 2016, 785")]
public sealed class GradientBoosting : IClassifier, ISurrogate
{
    private readonly GradientBoostingOptions _options;

    /// <summary>Makes the algorithm.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="UsageException">An option is outside its range.</exception>
    public GradientBoosting(GradientBoostingOptions options) => _options = Options.Validate(options);

    /// <inheritdoc cref="IClassifier.Fit"/>
    public BoostedClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingRows.Check(rows, labels);
        var shares = new double[labels.Classes.Count];
        for (var row = 0; row < labels.Count; row++)
            shares[labels.Indices[row]] += training.Weight(row) / training.TotalWeight;
        if (shares.Count(share => share > 0) < 2)
            throw new UnusableDataException("All training rows are of one class; boosting needs rows of two.", "Give rows of another class too.");

        var loss = LossOf(labels, shares);
        var trees = new Boosting(rows, training.ThatCount(), loss, _options, context).Fit();
        return new BoostedClassifierModel(rows.Features, labels.Classes, Scores(trees, loss), trees.Count / loss.Outputs);
    }

    /// <inheritdoc cref="ISurrogate.Fit"/>
    public BoostedSurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var used = TrainingValues.Check(parameters, values);
        var loss = new SquaredLoss(values, Means(TrainingRows.Check(parameters), values));
        var boosting = new Boosting(parameters, used, loss, _options, context);
        var trees = boosting.Fit();
        var scores = Scores(trees, loss);
        return new BoostedSurrogateModel(
            parameters.Features, values.Features, TrainingValues.Ranges(parameters, used), scores,
            Errors(scores, parameters, values, boosting.RowsToMeasure), trees.Count / loss.Outputs);
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);

    ISurrogateModel ISurrogate.Fit(FeatureTable parameters, FeatureTable values, FitContext context) => Fit(parameters, values, context);

    private static ILoss LossOf(ClassLabels labels, double[] shares) => shares.Length == 2
        ? new LogisticLoss(labels, Math.Log(shares[1] / shares[0]))
        : new SoftmaxLoss(labels, Array.ConvertAll(shares, Math.Log));

    private static BoostedScores Scores(List<Tree> trees, ILoss loss) =>
        new(new TreeEnsemble(trees), loss.Start);

    private static double[] Means(TrainingRows training, FeatureTable values)
    {
        var means = new double[values.ColumnCount];
        for (var row = 0; row < values.RowCount; row++)
        {
            for (var k = 0; k < means.Length; k++)
                means[k] += training.Weight(row) / training.TotalWeight * values.Row(row)[k];
        }

        return means;
    }

    private static float[] Errors(BoostedScores scores, FeatureTable parameters, FeatureTable values, IReadOnlyList<int> rows)
    {
        var squares = new double[values.ColumnCount];
        var predictions = new float[values.ColumnCount];
        foreach (var row in rows)
        {
            scores.Write(parameters.Row(row), parameters.ColumnCount, predictions, static (scores, answers) =>
            {
                for (var k = 0; k < answers.Length; k++)
                    answers[k] = (float)scores[k];
            });
            for (var k = 0; k < squares.Length; k++)
                squares[k] += Math.Pow((double)values.Row(row)[k] - predictions[k], 2) / rows.Count;
        }

        return [.. squares.Select(square => (float)Math.Sqrt(square))];
    }
}
