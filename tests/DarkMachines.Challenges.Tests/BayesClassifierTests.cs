namespace DarkMachines.Challenges.Tests;

public class BayesClassifierTests
{
    private static readonly FitContext Context = new(seed: 1);

    [Fact]
    public void Densities_and_priors_follow_Bayes_rule()
    {
        // Exponential densities: three rows of class a with mean 1, one row of class b with mean 2.
        var rows = new FeatureTable([new("x")], new float[] { 1, 1, 1, 2 });
        var model = new BayesClassifier(new ExponentialEstimator()).Fit(rows, new ClassLabels(["a", "b"], [0, 0, 0, 1]), Context);
        var probabilities = new float[2];
        model.PredictProbabilities([0.5f], probabilities);

        // Maximum-likelihood rates: 1/mean = 1 and 0.5.
        var a = 0.75 * Math.Exp(-0.5);
        var b = 0.25 * 0.5 * Math.Exp(-0.25);
        Assert.Equal(b / (a + b), probabilities[1], 1e-6);
        Assert.Equal(1, probabilities[0] + probabilities[1], 1e-6);
    }

    [Theory]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    public void Where_the_densities_cannot_tell_the_prior_decides(float logDensity)
    {
        var rows = new FeatureTable([new("x")], new float[4]);
        var model = new BayesClassifier(new ConstantEstimator(logDensity)).Fit(rows, new ClassLabels(["a", "b"], [0, 0, 0, 1]), Context);
        var probabilities = new float[2];
        model.PredictProbabilities([0], probabilities);
        Assert.Equal([0.75f, 0.25f], probabilities);
    }

    private sealed class ExponentialEstimator : IDensityEstimator
    {
        public IDensityModel Fit(FeatureTable background, FitContext context)
        {
            var mean = background.Values.ToArray().Average();
            return new Model(x => -Math.Log(mean) - x / mean);
        }
    }

    private sealed class ConstantEstimator(float logDensity) : IDensityEstimator
    {
        public IDensityModel Fit(FeatureTable background, FitContext context) => new Model(_ => logDensity);
    }

    private sealed class Model(Func<float, double> logDensity) : IDensityModel
    {
        public IReadOnlyList<Feature> Features { get; } = [new("x")];

        public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities)
        {
            for (var i = 0; i < rows.Length; i++)
                logDensities[i] = (float)logDensity(rows[i]);
        }
    }
}
