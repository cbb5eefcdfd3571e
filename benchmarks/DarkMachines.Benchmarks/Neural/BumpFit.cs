namespace DarkMachines.Benchmarks.Neural;

/// <summary>
/// The excess of three bins over a fit of p₁ (1 − y)^p₂ y^−p₃, y = mass / 13 TeV, to the others. In logarithms the function is
/// linear, so that the Poisson likelihood is greatest where a few Newton steps lead.
/// </summary>
internal static class BumpFit
{
    private const int Terms = 3;
    private const int Steps = 60;

    /// <summary>The significance, with the fit's covariance as a normal constraint of the expectation; 0 without an excess.</summary>
    /// <param name="edges">Edges of the bins in TeV.</param>
    /// <param name="counts">Events of each bin.</param>
    /// <param name="centre">The middle one of the three.</param>
    public static double Significance(double[] edges, double[] counts, int centre)
    {
        double[][] terms = [.. counts.Select((_, bin) => Line((edges[bin] + edges[bin + 1]) / 2 / 13))];
        int[] others = [.. Enumerable.Range(0, counts.Length).Where(bin => Math.Abs(bin - centre) > 1)];
        double[] parameters = [0, 5, 6];
        parameters[0] = Math.Log(Math.Max(others.Sum(bin => counts[bin]), 1) / others.Sum(bin => Rate(terms[bin], parameters)));
        var covariance = new double[Terms, Terms];
        for (var step = 0; step < Steps; step++)
            (parameters, covariance) = Newton(terms, counts, others, parameters);
        var (expected, gradient, observed) = (0.0, new double[Terms], 0.0);
        for (var bin = centre - 1; bin <= centre + 1; bin++)
        {
            var rate = Rate(terms[bin], parameters);
            expected += rate;
            observed += counts[bin];
            for (var i = 0; i < Terms; i++)
                gradient[i] += rate * terms[bin][i];
        }

        var variance = 0.0;
        for (var i = 0; i < Terms; i++)
        {
            for (var j = 0; j < Terms; j++)
                variance += gradient[i] * covariance[i, j] * gradient[j];
        }

        return Counting(observed, expected, variance);
    }

    // 1, ln(1 − y) and −ln y.
    private static double[] Line(double y) => [1, Math.Log(1 - y), -Math.Log(y)];

    private static double Rate(double[] terms, double[] parameters) => Math.Exp(Math.Min(terms.Zip(parameters, (t, p) => t * p).Sum(), 50));

    private static (double[] Parameters, double[,] Covariance) Newton(double[][] terms, double[] counts, int[] bins, double[] parameters)
    {
        var (information, gradient) = (new double[Terms, Terms], new double[Terms]);
        foreach (var bin in bins)
        {
            var rate = Rate(terms[bin], parameters);
            for (var i = 0; i < Terms; i++)
            {
                gradient[i] += (counts[bin] - rate) * terms[bin][i];
                for (var j = 0; j < Terms; j++)
                    information[i, j] += rate * terms[bin][i] * terms[bin][j];
            }
        }

        var covariance = Inverse(information);
        return ([.. parameters.Select((p, i) => p + Enumerable.Range(0, Terms).Sum(j => covariance[i, j] * gradient[j]))], covariance);
    }

    private static double[,] Inverse(double[,] m)
    {
        var inverse = new double[Terms, Terms];
        var determinant = Enumerable.Range(0, Terms).Sum(j => m[0, j] * Cofactor(0, j));
        for (var i = 0; i < Terms; i++)
        {
            for (var j = 0; j < Terms; j++)
                inverse[j, i] = Cofactor(i, j) / determinant;
        }

        return inverse;

        double Cofactor(int i, int j) => m[(i + 1) % 3, (j + 1) % 3] * m[(i + 2) % 3, (j + 2) % 3] - m[(i + 1) % 3, (j + 2) % 3] * m[(i + 2) % 3, (j + 1) % 3];
    }

    // The profile likelihood ratio of one bin whose background is known to a normal error (Cowan et al., arXiv:1007.1727).
    private static double Counting(double observed, double expected, double variance)
    {
        if (observed <= expected)
            return 0;
        var profiled = (expected - variance + Math.Sqrt((expected - variance) * (expected - variance) + 4 * observed * variance)) / 2;
        return Math.Sqrt(2 * (profiled - observed + observed * Math.Log(observed / profiled)) + (profiled - expected) * (profiled - expected) / variance);
    }
}
