namespace DarkMachines.Linear;

/// <summary>
/// Linear discriminant analysis: every class is a normal distribution with a mean of its own and the covariance that all
/// share, and classes are as frequent as in training, as scikit-learn's <c>LinearDiscriminantAnalysis</c>.
/// </summary>
/// <remarks>
/// A closed form: neither seed nor threads matter, nor the order of the rows but for rounding. Shifting or rescaling a column
/// changes no probability. Columns that are constant within every class, and directions that dependent columns leave without
/// spread, are left out, even if they tell the classes apart. A class without rows gets probability zero. A row of
/// weight two counts as two rows. Cost: rows × columns² and columns³; memory columns².
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("lda", "Linear classifier: normal classes with one covariance",
    Citation = "Fisher, Ann. Eugen. 7 (1936) 179; Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., eq. 4.10")]
public sealed class LinearDiscriminant(LinearDiscriminantOptions options) : IClassifier
{
    private readonly LinearDiscriminantOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IClassifier.Fit"/>
    /// <exception cref="UnusableDataException">
    /// There are no rows, or rows of one class only; a value is NaN or infinite; or no column has spread within the classes.
    /// </exception>
    public LinearClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingRows.Check(rows, labels);
        var classWeights = ClassWeights.Of(training, labels);
        var within = WithinClasses.Of(training, labels, classWeights, context);
        var (values, directions) = Correlations.Decompose((double[])within.Correlations.Clone(), within.Columns);
        var coefficients = new double[labels.Classes.Count * within.Columns];
        var intercepts = new double[labels.Classes.Count];
        Array.Fill(intercepts, double.NegativeInfinity);
        for (var k = 0; k < intercepts.Length; k++)
        {
            if (classWeights[k] > 0)
                intercepts[k] = Score(k, coefficients.AsSpan(k * within.Columns, within.Columns), Math.Log(classWeights[k] / training.TotalWeight));
        }

        return new LinearClassifierModel(rows.Features, labels.Classes, coefficients, intercepts);

        // Coefficients are the inverse covariance times the class's mean, both from the mean of all.
        double Score(int k, Span<double> ofClass, double logPrior)
        {
            var mean = within.MeanOf(k);
            for (var direction = 0; direction < values.Length; direction++)
            {
                var axis = directions.AsSpan(direction * mean.Length, mean.Length);
                if (values[direction] > _options.Tolerance * _options.Tolerance)
                    Vectors.AddMultiple(Vectors.Dot(axis, mean) / values[direction], axis, ofClass);
            }

            var intercept = logPrior - 0.5 * Vectors.Dot(ofClass, mean);
            for (var j = 0; j < ofClass.Length; j++)
            {
                ofClass[j] /= within.Spreads[j];
                intercept -= ofClass[j] * within.Centre[j];
            }

            return intercept;
        }
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);
}
