namespace DarkMachines.Conformance.Tests;

/// <summary>Density estimators that break a rule: the case of that rule fails, and no other.</summary>
public class WrongDensityTests
{
    [Fact]
    public void A_density_of_plus_infinity() => Failures.AreExactly(
        "log-density-is-finite-or-minus-infinity",
        "expected log densities, finite or minus infinity, for rows that are not training rows; came Infinity",
        Failures.Of(() => new Estimator(value => value > -14 ? float.PositiveInfinity : value)));

    [Fact]
    public void A_density_turned_round() => Failures.AreExactly(
        "density-and-score-agree",
        "rows a hundred deviations away to have a log density below the background's median",
        Failures.Of(() => new Estimator(value => -value)));

    private sealed class Estimator(Func<float, float> change) : IDensityEstimator
    {
        public IDensityModel Fit(FeatureTable background, FitContext context) =>
            new Model(new NormalColumns(new SampleOptions()).Fit(background, context), change);
    }

    private sealed class Model(IDensityModel right, Func<float, float> change) : IDensityModel
    {
        public IReadOnlyList<Feature> Features => right.Features;

        public void Score(ReadOnlySpan<float> rows, Span<float> scores) => right.Score(rows, scores);

        public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities)
        {
            right.LogDensity(rows, logDensities);
            foreach (ref var value in logDensities)
                value = change(value);
        }
    }
}
