using DarkMachines.Mixtures.Numerics;

namespace DarkMachines.Mixtures;

/// <summary>
/// A mixture of multivariate normal distributions, fitted by expectation and maximisation from the clusters that k-means
/// finds. A row's score is minus its log density.
/// </summary>
/// <remarks>
/// <para>A row of weight two counts as two rows. Columns are standardised for the fit: shifting or rescaling one shifts all log
/// densities by the same number and changes no order. The variance floor makes repeated, dependent and constant columns
/// harmless: rows that break the dependence score high. The order of the rows matters for the random start only.</para>
/// <para>Where the number of components is chosen, it is by the Bayesian information criterion (Schwarz, Ann. Stat. 6 (1978)
/// 461), from one component on until two more in a row have not lowered it.</para>
/// <para>Cost: rows × components × columns² an iteration (columns for the diagonal form) and a row scored; memory for the
/// components and blocks of rows, not for copies of the rows.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("gaussian-mixture", "Mixture of normal distributions, as many as the rows call for",
    Citation = "Dempster, Laird and Rubin, J. R. Stat. Soc. B 39 (1977) 1")]
public sealed class GaussianMixture(GaussianMixtureOptions options) : IDensityEstimator
{
    private readonly GaussianMixtureOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">There are no rows, or a value is NaN or infinite.</exception>
    public GaussianMixtureModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = TrainingRows.Check(background);
        var scale = ColumnScale.Of(rows);
        var fit = new MixtureFit(rows, scale, _options, context);
        var (mixture, logLikelihood, converged) = _options.Components > 0 ? fit.Run(_options.Components) : Choose(fit);
        return new GaussianMixtureModel(background.Features, scale, mixture, logLikelihood / rows.TotalWeight, converged);
    }

    IDensityModel IDensityEstimator.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    private (Mixture, double, bool) Choose(MixtureFit fit)
    {
        const int Patience = 2;
        var best = fit.Run(1);
        var least = fit.Criterion(1, best.LogLikelihood);
        for (int components = 2, worse = 0; components <= _options.MostComponents && worse < Patience; components++)
        {
            var next = fit.Run(components);
            var criterion = fit.Criterion(components, next.LogLikelihood);
            worse = criterion < least ? 0 : worse + 1;
            if (worse == 0)
                (best, least) = (next, criterion);
        }

        return best;
    }
}
