namespace DarkMachines.Linear;

/// <summary>
/// The one-class support vector machine with a Gaussian kernel: the border around most rows in the kernel's space that keeps
/// the greatest distance from the origin. The score is how far a row lies outside, as minus the <c>decision_function</c>
/// of scikit-learn's <c>OneClassSVM</c>.
/// </summary>
/// <remarks>
/// <para>It minimises αᵀKα / 2 with 0 ≤ αᵢ ≤ weightᵢ and Σαᵢ = ν × total weight, two coordinates at a time, chosen by
/// second-order information (Fan, Chen and Lin, J. Mach. Learn. Res. 6 (2005) 1889, WSS 2), until the optimum's conditions
/// hold to the tolerance. Neither seed nor threads matter; the order of the rows matters within the tolerance. Rows are
/// centred first, which changes no distance. A row of weight two counts as two rows.</para>
/// <para>Time grows with the square of the rows, or faster; a few ten thousand rows are the practical limit. A row scored
/// costs support vectors × columns.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("one-class-svm", "One-class support vector machine with a Gaussian kernel",
    Citation = "Schölkopf, Platt, Shawe-Taylor, Smola and Williamson, Neural Comput. 13 (2001) 1443, eqs. 3.4 to 3.14")]
public sealed class OneClassSvm(OneClassSvmOptions options) : IAnomalyDetector
{
    private readonly OneClassSvmOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">
    /// There are no rows; a value is NaN or infinite; or all rows are the same, which gives the kernel no scale.
    /// </exception>
    public OneClassSvmModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingRows.Check(background);
        var moments = ColumnMoments.Of(training, context);
        var points = CentredPoints.Of(training, moments.Means);
        var kernel = new GaussianKernel(points, Gamma(moments));
        var solution = SequentialMinimisation.Solve(kernel, points.Weights, _options, context);
        var support = Enumerable.Range(0, points.Count).Where(i => solution.Multipliers[i] > 0).ToArray();
        return new OneClassSvmModel(
            background.Features, moments.Means, kernel.Gamma, points.Select(support),
            [.. support.Select(i => solution.Multipliers[i])], solution.Offset);
    }

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    private double Gamma(ColumnMoments moments)
    {
        if (_options.Gamma > 0)
            return _options.Gamma;
        // The variance of all values together is that within columns and that of their means.
        var (columns, mean) = (moments.Means.Length, moments.Means.Average());
        var variance = moments.Variances.Average() + moments.Means.Average(m => (m - mean) * (m - mean));
        return variance > 0 && double.IsFinite(1 / (columns * variance))
            ? 1 / (columns * variance)
            : throw new UnusableDataException("All values of the training rows are the same, which gives the kernel no scale.", "Give other rows, or set gamma.");
    }
}
