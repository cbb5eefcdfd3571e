namespace DarkMachines.Data;

/// <summary>A mixture of Gaussians within bounds, to draw from.</summary>
internal sealed class GaussianMixture
{
    private readonly double[] _cumulativeWeights;
    private readonly double[][][] _factors;

    /// <summary>Makes the mixture.</summary>
    /// <param name="lower">The smallest value of each dimension.</param>
    /// <param name="upper">The largest value of each dimension.</param>
    /// <param name="components">The components; the means lie near or within the bounds.</param>
    public GaussianMixture(double[] lower, double[] upper, MixtureComponent[] components)
    {
        Lower = lower;
        Upper = upper;
        Components = components;
        _factors = Array.ConvertAll(components, component => CholeskyFactor(component.Covariance));
        _cumulativeWeights = new double[components.Length];
        for (var (i, sum) = (0, 0.0); i < components.Length; i++)
            _cumulativeWeights[i] = sum += components[i].Weight;
    }

    public double[] Lower { get; }

    public double[] Upper { get; }

    public MixtureComponent[] Components { get; }

    /// <summary>Draws one point; a point outside the bounds is drawn again, component and all.</summary>
    /// <param name="random">Where the randomness comes from.</param>
    /// <param name="point">Receives the point.</param>
    public void Draw(RandomStream random, Span<double> point)
    {
        Span<double> normal = stackalloc double[point.Length];
        do
        {
            var component = ChooseComponent(random);
            for (var i = 0; i < normal.Length; i++)
                normal[i] = random.Normal();
            for (var i = 0; i < point.Length; i++)
            {
                point[i] = Components[component].Mean[i];
                for (var j = 0; j <= i; j++)
                    point[i] += _factors[component][i][j] * normal[j];
            }
        }
        while (!IsWithinBounds(point));
    }

    private int ChooseComponent(RandomStream random)
    {
        var u = random.Uniform() * _cumulativeWeights[^1];
        var component = 0;
        while (u >= _cumulativeWeights[component])
            component++;
        return component;
    }

    private bool IsWithinBounds(ReadOnlySpan<double> point)
    {
        for (var i = 0; i < point.Length; i++)
        {
            if (point[i] < Lower[i] || point[i] > Upper[i])
                return false;
        }

        return true;
    }

    /// <summary>The lower triangle L of a symmetric positive definite matrix A = L Lᵀ.</summary>
    private static double[][] CholeskyFactor(double[][] matrix)
    {
        var factor = Array.ConvertAll(matrix, row => new double[row.Length]);
        for (var i = 0; i < matrix.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[i][j];
                for (var k = 0; k < j; k++)
                    rest -= factor[i][k] * factor[j][k];
                factor[i][j] = i == j ? Math.Sqrt(rest) : rest / factor[j][j];
            }
        }

        return factor;
    }
}
