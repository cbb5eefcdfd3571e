namespace DarkMachines.Linear;

/// <summary>
/// The Mahalanobis distance: one multivariate normal distribution with full covariance is fitted to the rows, and a row's
/// anomaly score is its distance from the mean in units of that distribution's spread.
/// </summary>
/// <remarks>
/// <para>Mean and covariance are the weighted maximum-likelihood estimates: the covariance is divided by the total weight
/// (ddof = 0), as in scikit-learn's <c>EmpiricalCovariance</c>. A row of weight two counts as two rows.</para>
/// <para>Without that a closed form: neither seed nor threads matter, nor the order of the rows but for rounding. Shifting or
/// rescaling a column changes no score. A constant column is refused. Columns that repeat or depend on others leave
/// directions without spread: these get the least eigenvalue that the options allow, so that rows which keep the
/// dependence score as without the extra columns, and rows which break it score high.</para>
/// <para>With the option <c>robust</c> the distribution is fitted to the rows that are no outliers: FAST-MCD with
/// reweighting, as scikit-learn's <c>MinCovDet</c> (Rousseeuw and Van Driessen, Technometrics 41 (1999) 212). Its random
/// starts take the seed; weights count in the share of rows and in every mean and covariance.</para>
/// <para>Cost: rows × columns² for the covariance and columns³ for its eigenvectors; columns² a row scored.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("mahalanobis", "Mahalanobis distance: one multivariate normal distribution",
    Citation = "Mahalanobis, Proc. Natl. Inst. Sci. India 2 (1936) 49")]
public sealed class Mahalanobis(MahalanobisOptions options) : IDensityEstimator
{
    private readonly MahalanobisOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">
    /// There are no rows; a value is NaN or infinite; or a column is constant, as all are when there is one row.
    /// </exception>
    public MahalanobisModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingRows.Check(background);
        if (_options.Robust)
        {
            RefuseConstantColumns(training, ColumnMoments.Of(training, context));
            var inliers = new MinimumCovarianceDeterminant(training, _options.EigenvalueFloor, context).Inliers(_options.SupportFraction);
            training = TrainingRows.Check(background.SelectRows(inliers));
        }

        var moments = ColumnMoments.Of(training, context);
        RefuseConstantColumns(training, moments);
        var rows = new StandardisedRows(training, moments);
        var (eigenvalues, eigenvectors) = Correlations.Decompose(Correlations.Of(rows, context), rows.ColumnCount);
        return MahalanobisModel.From(
            background.Features, rows.Means, rows.Spreads, eigenvalues, eigenvectors, _options.EigenvalueFloor);
    }

    IDensityModel IDensityEstimator.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    private static void RefuseConstantColumns(TrainingRows training, ColumnMoments moments)
    {
        var constant = training.Table.Features.Where((_, column) => moments.Variances[column] == 0).Select(f => f.Name).ToArray();
        if (constant.Length > 0)
        {
            throw new UnusableDataException(
                $"Constant over the {training.Count} training rows: {string.Join(", ", constant)}; a normal distribution needs spread in every column.",
                "Leave out these columns, or give more rows.");
        }
    }
}
