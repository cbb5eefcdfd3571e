namespace DarkMachines.Linear;

/// <summary>
/// The elastic net: linear regression that minimises Σᵢ weightᵢ (valueᵢ − predictionᵢ)² / 2W + α ρ |w|₁ + α (1 − ρ) |w|² / 2
/// with W the total weight and ρ the share of the first penalty, intercepts not penalised, as scikit-learn's
/// <c>ElasticNet</c>. Each value is fitted on its own.
/// </summary>
/// <remarks>
/// The function is convex; coordinates are minimised one after the other, in order, on the correlations of the columns
/// (Friedman, Hastie and Tibshirani, J. Stat. Softw. 33 (2010) 1, section 2.2), until the duality gap proves that
/// no other coefficients are better by more than the tolerance. Neither seed nor threads matter, nor the order of the
/// rows but for rounding. There may be fewer rows than columns; constant columns get coefficient zero.
/// Cost: rows × columns² once, and columns² a round; memory columns².
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("elastic-net", "Surrogate: linear regression with a penalty on absolute values and squares",
    Citation = "Zou and Hastie, J. R. Stat. Soc. B 67 (2005) 301, eq. 3")]
public sealed class ElasticNet(ElasticNetOptions options) : ISurrogate
{
    private readonly ElasticNetOptions _options = Options.Validate(options);

    /// <inheritdoc cref="ISurrogate.Fit"/>
    /// <exception cref="UnusableDataException">
    /// There are no points; a number is not finite; or the fit has not converged after the most rounds allowed.
    /// </exception>
    public LinearModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        var problem = LeastSquares.Of(parameters, values, context);
        double absolute = _options.Alpha * _options.L1Ratio, quadratic = _options.Alpha * (1 - _options.L1Ratio);
        // Without absolute values there is a closed form, and no duality gap to stop at.
        return absolute == 0
            ? SpectralSolution.Solve(problem, [.. problem.Points.Spreads.Select(spread => quadratic / spread / spread)])
            : CoordinateDescent.Fit(problem, absolute, quadratic, _options.Tolerance, _options.MaxIterations, context);
    }

    ISurrogateModel ISurrogate.Fit(FeatureTable parameters, FeatureTable values, FitContext context) => Fit(parameters, values, context);
}
