namespace DarkMachines.Linear;

/// <summary>
/// Linear regression by least squares: each value is an intercept plus coefficients · row, with the coefficients that
/// minimise Σᵢ weightᵢ (valueᵢ − predictionᵢ)², as scikit-learn's <c>LinearRegression</c>.
/// </summary>
/// <remarks>
/// <para>A closed form: neither seed nor threads matter, nor the order of the rows but for rounding. Columns that are constant
/// get coefficient zero. Where columns repeat or depend on each other, or are more than rows, many solutions fit
/// equally well; it is the one with the least coefficients in units of the columns' spreads.</para>
/// <para>Cost: rows × columns² and columns³; memory columns².</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("linear-regression", "Surrogate: linear regression by least squares",
    Citation = "Legendre, Nouvelles méthodes pour la détermination des orbites des comètes (1805); Gauss, Theoria motus (1809)")]
public sealed class LinearRegression(LinearRegressionOptions options) : ISurrogate
{
    private readonly LinearRegressionOptions _options = Options.Validate(options);

    /// <inheritdoc cref="ISurrogate.Fit"/>
    public LinearModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        var problem = LeastSquares.Of(parameters, values, context);
        return SpectralSolution.Solve(problem, new double[problem.Columns], _options.Tolerance);
    }

    ISurrogateModel ISurrogate.Fit(FeatureTable parameters, FeatureTable values, FitContext context) => Fit(parameters, values, context);
}
