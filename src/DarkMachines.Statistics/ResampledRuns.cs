using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace DarkMachines.Statistics;

/// <summary>
/// Intervals for means over cross-validation runs. The runs share training rows, so their spread divided by √n is far
/// too small an error; the variance of the mean is taken as (1/n + test rows/training rows) times the variance over
/// runs (Nadeau and Bengio, Mach. Learn. 52 (2003) 239, eq. 8), with Student's t on n − 1 degrees of freedom.
/// </summary>
public static class ResampledRuns
{
    private const double TwoSidedLevel = 0.95;

    /// <summary>Mean over runs with standard deviation and 95 % interval.</summary>
    /// <param name="runs">The metric of each run, at least one.</param>
    /// <param name="testToTraining">Test rows over training rows of a run; 0.25 for five folds.</param>
    /// <exception cref="ArgumentException">There are no runs.</exception>
    public static Estimate Mean(ReadOnlySpan<double> runs, double testToTraining)
    {
        if (runs.IsEmpty)
            throw new ArgumentException("A mean needs at least one run.", nameof(runs));
        var values = runs.ToArray();
        var mean = values.Mean();
        if (values.Length == 1)
            return new Estimate(mean);
        var spread = values.StandardDeviation();
        var error = Math.Sqrt(1.0 / values.Length + testToTraining) * spread;
        var reach = error * StudentT.InvCDF(0, 1, values.Length - 1, (1 + TwoSidedLevel) / 2);
        return new Estimate(mean, spread, mean - reach, mean + reach);
    }

    /// <summary>
    /// Mean difference of two entrants that ran on the same splits, run by run, with its interval. They are resolved
    /// if the interval does not contain zero.
    /// </summary>
    /// <param name="first">The metric of each run of the first entrant.</param>
    /// <param name="second">The metric of the same runs of the second.</param>
    /// <param name="testToTraining">Test rows over training rows of a run.</param>
    /// <exception cref="ArgumentException">There are no runs, or the numbers of runs differ.</exception>
    public static Estimate Difference(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double testToTraining)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"{first.Length} runs against {second.Length}.", nameof(second));
        var differences = new double[first.Length];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = first[i] - second[i];
        return Mean(differences, testToTraining);
    }
}
