namespace DarkMachines.Linear;

/// <summary>
/// Naive Bayes with normal columns: within each class the columns are taken as independent and normally distributed,
/// as scikit-learn's <c>GaussianNB</c> does. Priors are the classes' shares of the training weight.
/// </summary>
/// <remarks>
/// A closed form: neither seed nor threads matter, nor the order of the rows but for rounding. A row of weight two counts
/// as two rows, in the smoothing term too (scikit-learn leaves the weights out there). A class without rows gets
/// probability zero; one with a single row gets the smoothing term as its variance. Constant columns have no effect.
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("gaussian-naive-bayes", "Naive Bayes: independent normal columns within each class",
    Citation = "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed. (2009), eq. 6.26")]
public sealed class GaussianNaiveBayes(GaussianNaiveBayesOptions options) : IClassifier
{
    private readonly GaussianNaiveBayesOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IClassifier.Fit"/>
    /// <exception cref="UnusableDataException">
    /// There are no rows, or rows of one class only; a value is NaN or infinite; or all columns are constant.
    /// </exception>
    public GaussianNaiveBayesModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingRows.Check(rows, labels);
        var classWeights = ClassWeights.Of(training, labels);
        var smoothing = _options.VarianceSmoothing * ColumnMoments.Of(training, context).Variances.Max();
        if (smoothing == 0)
        {
            throw new UnusableDataException(
                "Every column is constant over the training rows; naive Bayes needs one at least that varies.",
                "Give columns that differ from row to row.");
        }

        var moments = ColumnMoments.ByGroup(training, classWeights, row => labels.Indices[row], context);
        return new GaussianNaiveBayesModel(
            rows.Features,
            labels.Classes,
            [.. classWeights.Select(weight => weight / training.TotalWeight)],
            [.. moments.SelectMany(ofClass => ofClass.Means)],
            [.. moments.SelectMany(ofClass => ofClass.Variances.Select(variance => variance + smoothing))]);
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);
}
