using MathNet.Numerics;

namespace DarkMachines.Statistics.Searches;

/// <summary>
/// The distribution of a count whose expectation is uncertain: Poisson, its mean Gaussian with negative values cut off. A mean
/// is summed over on a grid of its square root, on which Poisson numbers have the same spread everywhere.
/// </summary>
internal sealed class SmearedPoisson
{
    // Standard deviations of the mean that are summed over, and probability below which a count is none.
    private const double Reach = 6, Least = 1e-22;

    private readonly double[] _atMost, _atLeast;
    private readonly int _first;

    /// <summary>Tabulates the distribution. Cost: a few hundred operations for each event of the larger of spread and root.</summary>
    /// <param name="mean">Expected events, above 0.</param>
    /// <param name="spread">Standard deviation of the expectation; 0 for none.</param>
    public SmearedPoisson(double mean, double spread)
    {
        var (means, weights) = Grid(mean, spread);
        _first = FirstCount(means[0]);
        var last = LastCount(means[^1]);
        var probabilities = new double[last - _first + 1];
        for (var i = 0; i < means.Length; i++)
            AddPoisson(probabilities, means[i], weights[i]);
        _atMost = new double[probabilities.Length];
        _atLeast = new double[probabilities.Length];
        double below = 0, above = 0;
        for (int i = 0, j = probabilities.Length - 1; j >= 0; i++, j--)
        {
            _atMost[i] = below += probabilities[i];
            _atLeast[j] = above += probabilities[j];
        }
    }

    /// <summary>Probability of a count as small; 0 for less than 10⁻²⁰ or so.</summary>
    public double AtMost(int count) => count < _first ? 0 : _atMost[Math.Min(count - _first, _atMost.Length - 1)];

    /// <summary>Probability of a count as large; 0 for less than 10⁻²⁰ or so.</summary>
    public double AtLeast(int count) => count - _first >= _atLeast.Length ? 0 : _atLeast[Math.Max(count - _first, 0)];

    /// <summary>Twice the smaller of both, at most 1: the p-value of a region.</summary>
    public double TwoSided(int count) => Math.Min(2 * Math.Min(AtMost(count), AtLeast(count)), 1);

    private static (double[] Means, double[] Weights) Grid(double mean, double spread)
    {
        if (spread == 0)
            return ([mean], [1]);
        double low = Math.Sqrt(Math.Max(mean - Reach * spread, 0)), high = Math.Sqrt(mean + Reach * spread);

        // Finer than either width; finer still where the cut at zero leaves an edge.
        var step = (low > 0 ? 0.4 : 0.05) * Math.Min(1, spread / Math.Sqrt(mean));
        var count = Math.Max((int)Math.Ceiling((high - low) / step), 8);
        double[] means = new double[count], weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            var root = low + (i + 0.5) * (high - low) / count;
            means[i] = root * root;
            var distance = (means[i] - mean) / spread;
            weights[i] = root * Math.Exp(-distance * distance / 2);
        }

        var sum = weights.Sum();
        return (means, [.. weights.Select(weight => weight / sum)]);
    }

    private static int FirstCount(double mean) => (int)Math.Max(Math.Floor(mean - 10 * Math.Sqrt(mean) - 1), 0);

    private static int LastCount(double mean) => (int)Math.Ceiling(mean + 11 * Math.Sqrt(mean) + 40);

    private void AddPoisson(double[] probabilities, double mean, double weight)
    {
        var start = Math.Max((int)mean, _first);
        var peak = weight * Math.Exp(start * Math.Log(mean) - mean - SpecialFunctions.GammaLn(start + 1));
        var probability = peak;
        for (var n = start; n - _first < probabilities.Length && probability > Least; probability *= mean / ++n)
            probabilities[n - _first] += probability;
        probability = peak;
        for (var n = start; n > _first && probability > Least;)
        {
            probability *= n / mean;
            probabilities[--n - _first] += probability;
        }
    }
}
