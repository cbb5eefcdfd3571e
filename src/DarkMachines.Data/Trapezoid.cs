namespace DarkMachines.Data;

/// <summary>
/// The region of log-parabola fits to dark-matter spectra in (log10 E_peak/GeV, log10 β), between two straight lines.
/// </summary>
/// <param name="LowestEnergy">Lowest E_peak, GeV.</param>
/// <param name="HighestEnergy">Highest E_peak, GeV.</param>
/// <param name="LowerSlope">Slope of the lower line.</param>
/// <param name="LowerIntercept">log10 β of the lower line at 1 GeV.</param>
/// <param name="UpperSlope">Slope of the upper line.</param>
/// <param name="UpperIntercept">log10 β of the upper line at 1 GeV.</param>
/// <param name="HeightPower">The density in log10 E_peak goes as the region's height to this power; 1 is uniform in area.</param>
internal sealed record Trapezoid(
    double LowestEnergy,
    double HighestEnergy,
    double LowerSlope,
    double LowerIntercept,
    double UpperSlope,
    double UpperIntercept,
    double HeightPower)
{
    /// <summary>log10 β of the lower line.</summary>
    /// <param name="logEnergy">log10 of E_peak in GeV.</param>
    public double Bottom(double logEnergy) => LowerSlope * logEnergy + LowerIntercept;

    /// <summary>log10 β of the upper line.</summary>
    /// <param name="logEnergy">log10 of E_peak in GeV.</param>
    public double Top(double logEnergy) => UpperSlope * logEnergy + UpperIntercept;

    /// <summary>Draws one point: uniform in height, and denser in energy where the region is higher.</summary>
    /// <param name="random">Where the randomness comes from.</param>
    public (double LogEnergy, double LogBeta) Draw(RandomStream random)
    {
        double low = Math.Log10(LowestEnergy), high = Math.Log10(HighestEnergy);
        var tallest = Math.Max(Height(low), Height(high));
        while (true)
        {
            var logEnergy = low + (high - low) * random.Uniform();
            if (random.Uniform() < Math.Pow(Height(logEnergy) / tallest, HeightPower))
                return (logEnergy, Bottom(logEnergy) + Height(logEnergy) * random.Uniform());
        }
    }

    private double Height(double logEnergy) => Top(logEnergy) - Bottom(logEnergy);
}
