namespace DarkMachines.Data.Tests;

public class GaussianMixtureTests
{
    private const int Draws = 40_000;

    public static TheoryData<string> Populations => [.. Parameters.Populations.Select(p => p.Name), "unidentified"];

    private static DmAstroParameters Parameters { get; } = DmAstroParameters.Load();

    /// <summary>Without bounds, so that the moments of the drawn points are those of the mixture.</summary>
    [Theory]
    [MemberData(nameof(Populations))]
    public void Drawn_moments_are_those_of_the_parameters(string name)
    {
        var shipped = Mixture(name);
        var unbounded = new GaussianMixture(
            [.. Enumerable.Repeat(double.NegativeInfinity, 4)], [.. Enumerable.Repeat(double.PositiveInfinity, 4)], shipped.Components);
        var points = Draw(unbounded, 4);

        var (mean, covariance) = Moments(shipped);
        var drawnMean = Enumerable.Range(0, 4).Select(i => points.Average(p => p[i])).ToArray();
        for (var i = 0; i < 4; i++)
        {
            // Five standard errors of the mean.
            Assert.Equal(mean[i], drawnMean[i], 5 * Math.Sqrt(covariance[i, i] / Draws));
            for (var j = 0; j <= i; j++)
            {
                var drawn = points.Average(p => (p[i] - drawnMean[i]) * (p[j] - drawnMean[j]));
                var scale = Math.Sqrt(covariance[i, i] * covariance[j, j]);
                Assert.Equal(covariance[i, j] / scale, drawn / scale, 0.06);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Populations))]
    public void Drawn_points_keep_within_the_bounds(string name)
    {
        var mixture = Mixture(name);
        foreach (var point in Draw(mixture, 4))
        {
            for (var i = 0; i < 4; i++)
                Assert.InRange(point[i], mixture.Lower[i], mixture.Upper[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Populations))]
    public void Covariances_are_symmetric_and_weights_add_up_to_one(string name)
    {
        var components = Mixture(name).Components;
        Assert.Equal(1, components.Sum(component => component.Weight), 1e-4);
        foreach (var component in components)
        {
            for (var i = 0; i < 4; i++)
            {
                for (var j = 0; j < i; j++)
                    Assert.Equal(component.Covariance[j][i], component.Covariance[i][j]);
            }
        }
    }

    private static GaussianMixture Mixture(string name) =>
        Parameters.Populations.Append(Parameters.Unidentified).Single(population => population.Name == name).Mixture;

    private static double[][] Draw(GaussianMixture mixture, int dimension)
    {
        var random = new RandomStream(seed: 42);
        var points = new double[Draws][];
        for (var i = 0; i < points.Length; i++)
            mixture.Draw(random, points[i] = new double[dimension]);
        return points;
    }

    /// <summary>Mean and covariance of a mixture: that within the components plus that between their means.</summary>
    private static (double[] Mean, double[,] Covariance) Moments(GaussianMixture mixture)
    {
        var dimension = mixture.Lower.Length;
        var total = mixture.Components.Sum(component => component.Weight);
        var mean = new double[dimension];
        var covariance = new double[dimension, dimension];
        foreach (var component in mixture.Components)
        {
            for (var i = 0; i < dimension; i++)
                mean[i] += component.Weight / total * component.Mean[i];
        }

        foreach (var component in mixture.Components)
        {
            for (var i = 0; i < dimension; i++)
            {
                for (var j = 0; j < dimension; j++)
                {
                    var between = (component.Mean[i] - mean[i]) * (component.Mean[j] - mean[j]);
                    covariance[i, j] += component.Weight / total * (component.Covariance[i][j] + between);
                }
            }
        }

        return (mean, covariance);
    }
}
