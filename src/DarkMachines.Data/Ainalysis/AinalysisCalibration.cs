namespace DarkMachines.Data.Ainalysis;

/// <summary>
/// How often the class named by a classifier of two is right, against its output: bins of one width, and for each the
/// probability that the class is right. The level of an output is the value of the bin whose centre is nearest.
/// </summary>
/// <param name="Bins">Centres of the bins, ascending.</param>
/// <param name="Values">The probability of each bin, from 0 to 1.</param>
/// <param name="Low">Lower edge of the first bin.</param>
/// <param name="High">Upper edge of the last bin.</param>
/// <param name="Boundary">
/// The output from which class 1 is named. PhenoAI documents: below the bin of the least value class 0, above it class 1;
/// within that bin its centre decides, and of several with the least value it is the one nearest to 1/2.
/// </param>
public sealed record AinalysisCalibration(IReadOnlyList<double> Bins, IReadOnlyList<double> Values, float Low, float High, float Boundary)
{
    /// <summary>The calibration that bins and values tell.</summary>
    /// <param name="bins">Centres of the bins, at least one.</param>
    /// <param name="values">As many values.</param>
    public static AinalysisCalibration Of(IReadOnlyList<double> bins, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(bins);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Count, bins.Count);
        ArgumentOutOfRangeException.ThrowIfZero(bins.Count, nameof(bins));
        var half = HalfWidth(bins);
        var least = Enumerable.Range(0, bins.Count).OrderBy(i => values[i]).ThenBy(i => Math.Abs(bins[i] - 0.5)).First();
        return new AinalysisCalibration(bins, values, Edge(bins[0] - half, half), Edge(bins[^1] + half, half), (float)bins[least]);
    }

    internal static double HalfWidth(IReadOnlyList<double> bins) => bins.Count > 1 ? (bins[^1] - bins[0]) / (bins.Count - 1) / 2 : 0;

    // What rounding leaves of an edge at 0 is none.
    private static float Edge(double value, double half) => Math.Abs(value) < 1e-9 * half ? 0 : (float)value;
}
