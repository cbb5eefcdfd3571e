namespace DarkMachines.Linear;

/// <summary>
/// Ridge regression: linear regression that minimises Σᵢ weightᵢ (valueᵢ − predictionᵢ)² + α |w|², intercepts not penalised,
/// as scikit-learn's <c>Ridge</c>.
/// </summary>
/// <remarks>
/// A closed form: neither seed nor threads matter, nor the order of the rows but for rounding. There may be fewer rows
/// than columns. Cost: rows × columns² and columns³; memory columns².
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("ridge", "Surrogate: linear regression with a quadratic penalty",
    Citation = "Hoerl and Kennard, Technometrics 12 (1970) 55, eq. 2.1")]
public sealed class Ridge(RidgeOptions options) : ISurrogate
{
    private readonly RidgeOptions _options = Options.Validate(options);

    /// <inheritdoc cref="ISurrogate.Fit"/>
    public LinearModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        var problem = LeastSquares.Of(parameters, values, context);
        var scale = _options.Alpha / problem.Points.TotalWeight;
        return SpectralSolution.Solve(problem, [.. problem.Points.Spreads.Select(spread => scale / spread / spread)]);
    }

    ISurrogateModel ISurrogate.Fit(FeatureTable parameters, FeatureTable values, FitContext context) => Fit(parameters, values, context);
}
