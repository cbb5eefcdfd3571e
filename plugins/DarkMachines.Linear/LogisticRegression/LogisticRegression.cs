using System.Globalization;

namespace DarkMachines.Linear;

/// <summary>
/// Logistic regression with a quadratic penalty: with two classes the logistic function of one linear score, with more
/// the softmax of one score a class, as scikit-learn's <c>LogisticRegression</c> defines both. It minimises
/// |w|²/2 + C Σᵢ weightᵢ lossᵢ, where lossᵢ is minus the log probability of the row's class; intercepts are not penalised.
/// </summary>
/// <remarks>
/// <para>The function is convex and has one minimum, so neither seed nor threads matter, nor the order of the rows but for
/// rounding. The penalty keeps the coefficients finite where the classes can be separated. Columns that are constant get
/// coefficient zero; there may be fewer rows than columns. A class without rows gets probability zero, and the
/// others are fitted as if it were not named.</para>
/// <para>Memory: one double a row and class. Time: some tens of passes over the rows, each rows × columns × classes.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("logistic-regression", "Linear classifier: logistic regression with a quadratic penalty",
    Citation = "Cox, J. R. Stat. Soc. B 20 (1958) 215; fitted as in Lin, Weng and Keerthi, J. Mach. Learn. Res. 9 (2008) 627")]
public sealed class LogisticRegression(LogisticRegressionOptions options) : IClassifier
{
    private readonly LogisticRegressionOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IClassifier.Fit"/>
    /// <exception cref="UnusableDataException">
    /// There are no rows, or rows of one class only; a value is NaN or infinite; or the fit has not converged after
    /// <see cref="LogisticRegressionOptions.MaxIterations"/> steps, for coefficients that depend on where a
    /// fit was broken off are not an answer.
    /// </exception>
    public LinearClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingRows.Check(rows, labels);
        var classWeights = ClassWeights.Of(training, labels);
        var present = Enumerable.Range(0, classWeights.Length).Where(k => classWeights[k] > 0).ToArray();
        var standardised = new StandardisedRows(training, ColumnMoments.Of(training, context));
        var objective = new LogisticObjective(standardised, PlacesAmong(present, labels), present.Length, _options.C, context);
        var minimum = NewtonMethod.Minimise(objective, _options.Tolerance, _options.MaxIterations, context);
        if (minimum.LargestGradient > _options.Tolerance)
            throw NotConverged(minimum.LargestGradient);
        return Model(objective, minimum, present, rows, labels);
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);

    // Rows of a class without weight have weight zero themselves; which place they are given does not matter.
    private static int[] PlacesAmong(int[] present, ClassLabels labels)
    {
        var places = new int[labels.Count];
        for (var row = 0; row < places.Length; row++)
            places[row] = Math.Max(0, Array.IndexOf(present, labels.Indices[row]));
        return places;
    }

    private static LinearClassifierModel Model(
        LogisticObjective objective, LogisticPoint minimum, int[] present, FeatureTable rows, ClassLabels labels)
    {
        var columns = rows.ColumnCount;
        var coefficients = new double[labels.Classes.Count * columns];
        var intercepts = new double[labels.Classes.Count];
        Array.Fill(intercepts, double.NegativeInfinity);
        for (var place = 0; place < present.Length; place++)
        {
            var ofClass = coefficients.AsSpan(present[place] * columns, columns);
            intercepts[present[place]] = objective.InUnitsOfTheTable(minimum.Parameters, place, ofClass);
        }

        return new LinearClassifierModel(rows.Features, labels.Classes, coefficients, intercepts);
    }

    private UnusableDataException NotConverged(double gradient) => new(
        string.Create(CultureInfo.InvariantCulture, $"Logistic regression has not converged after at most {_options.MaxIterations} steps: the gradient is {gradient:g3}, the tolerance {_options.Tolerance:g3}."),
        "Raise max-iterations or the tolerance, or lower c.");
}
