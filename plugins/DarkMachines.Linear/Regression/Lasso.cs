namespace DarkMachines.Linear;

/// <summary>
/// The lasso: linear regression that minimises Σᵢ weightᵢ (valueᵢ − predictionᵢ)² / 2W + α |w|₁ with W the total weight,
/// intercepts not penalised, as scikit-learn's <c>Lasso</c>. Many coefficients become zero.
/// </summary>
/// <remarks><inheritdoc cref="ElasticNet" path="/remarks"/></remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("lasso", "Surrogate: linear regression with few coefficients that are not zero",
    Citation = "Tibshirani, J. R. Stat. Soc. B 58 (1996) 267, eq. 1")]
public sealed class Lasso(LassoOptions options) : ISurrogate
{
    private readonly LassoOptions _options = Options.Validate(options);

    /// <inheritdoc cref="ElasticNet.Fit"/>
    public LinearModel Fit(FeatureTable parameters, FeatureTable values, FitContext context) => CoordinateDescent.Fit(
        LeastSquares.Of(parameters, values, context), _options.Alpha, 0, _options.Tolerance, _options.MaxIterations, context);

    ISurrogateModel ISurrogate.Fit(FeatureTable parameters, FeatureTable values, FitContext context) => Fit(parameters, values, context);
}
