using MathNet.Numerics.Distributions;

namespace DarkMachines.Statistics;

/// <summary>
/// Compares entrants over many data sets by their mean ranks: Friedman's test, and Nemenyi's critical difference
/// (Demšar, J. Mach. Learn. Res. 7 (2006) 1, section 3.2.2).
/// </summary>
/// <param name="MeanRanks">Mean rank of each entrant over the sets; 1 is best.</param>
/// <param name="Sets">Number of sets.</param>
/// <param name="ChiSquare">Friedman's statistic (without a correction for ties, as in the paper).</param>
/// <param name="F">Iman and Davenport's statistic, less conservative; infinite if all sets agree.</param>
/// <param name="PValue">Probability of a larger F if all entrants are the same: F distribution, k − 1 and (k − 1)(N − 1) degrees of freedom.</param>
/// <param name="CriticalDifference">Mean ranks of two entrants that differ by less are not resolved at the 5 % level.</param>
public sealed record RankComparison(
    IReadOnlyList<double> MeanRanks, int Sets, double ChiSquare, double F, double PValue, double CriticalDifference)
{
    private const double Level = 0.05;

    /// <summary>Compares entrants.</summary>
    /// <param name="values">For each set, the value of each entrant, the higher the better; negative infinity for a failure.</param>
    /// <exception cref="ArgumentException">There are fewer than two sets or entrants, or sets differ in their number of entrants.</exception>
    public static RankComparison Of(IReadOnlyList<double[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2 || values[0].Length < 2 || values.Any(set => set.Length != values[0].Length))
            throw new ArgumentException("Ranks are compared over at least two sets, each with the values of the same two or more entrants.", nameof(values));
        double sets = values.Count, entrants = values[0].Length;
        var means = new double[values[0].Length];
        foreach (var set in values)
        {
            var ranks = Ranks.Descending(set);
            for (var e = 0; e < means.Length; e++)
                means[e] += ranks[e] / sets;
        }

        // Sum of squares about the mean rank (k + 1)/2: the paper's formula with less cancellation.
        var chiSquare = 12 * sets / (entrants * (entrants + 1)) * means.Sum(mean => Math.Pow(mean - (entrants + 1) / 2, 2));
        var rest = sets * (entrants - 1) - chiSquare;
        var f = rest > 1e-9 * sets ? (sets - 1) * chiSquare / rest : double.PositiveInfinity;
        var pValue = double.IsFinite(f) ? 1 - FisherSnedecor.CDF(entrants - 1, (entrants - 1) * (sets - 1), f) : 0;
        return new RankComparison(means, values.Count, chiSquare, f, pValue, Nemenyi.CriticalDifference(means.Length, values.Count, Level));
    }
}
