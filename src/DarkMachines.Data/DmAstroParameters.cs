using System.Text.Json;

namespace DarkMachines.Data;

/// <summary>
/// The parameters of <see cref="DmAstroSimulation"/>: datasets/dm-astro-populations.json, which
/// datasets/fit_dm_astro_populations.py fits to the published set.
/// </summary>
/// <param name="Schema">Name and version of the document's form.</param>
/// <param name="Description">What the document holds.</param>
/// <param name="Source">What the parameters were fitted to.</param>
/// <param name="SignificanceOffset">What is taken off σ_d before its logarithm; just below the detection threshold.</param>
/// <param name="Populations">The astrophysical populations, in the order of the rows.</param>
/// <param name="Unidentified">The unidentified sources.</param>
/// <param name="DarkMatter">The dark-matter rows.</param>
internal sealed record DmAstroParameters(
    string Schema,
    string Description,
    string Source,
    double SignificanceOffset,
    DmAstroParameters.Population[] Populations,
    DmAstroParameters.Population Unidentified,
    DmAstroParameters.DarkMatterRows DarkMatter)
{
    /// <summary>A population whose four columns are drawn together.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Rows">Its number of rows.</param>
    /// <param name="Mixture">In log10 E_peak/GeV, log10 β, log10(σ_d − offset) and log10 β_rel.</param>
    public sealed record Population(string Name, int Rows, GaussianMixture Mixture);

    /// <summary>The dark-matter rows, drawn piece by piece as in the paper.</summary>
    /// <param name="Rows">Their number.</param>
    /// <param name="Trapezoid">The region of (E_peak, β).</param>
    /// <param name="Significance">log10(σ_d − offset), alike for all rows.</param>
    /// <param name="RelativeErrors">log10 β_rel in bins of E_peak, in ascending order.</param>
    public sealed record DarkMatterRows(
        int Rows, Trapezoid Trapezoid, GaussianMixture Significance, EnergyBin[] RelativeErrors);

    /// <summary>The distribution of log10 β_rel from an energy up to the next bin's.</summary>
    /// <param name="FromEnergy">The bin's lower edge, GeV.</param>
    /// <param name="Mixture">The distribution.</param>
    public sealed record EnergyBin(double FromEnergy, GaussianMixture Mixture);

    /// <summary>Reads the parameters that ship.</summary>
    public static DmAstroParameters Load()
    {
        using var stream = typeof(DmAstroParameters).Assembly.GetManifestResourceStream("dm-astro-populations")!;
        return JsonSerializer.Deserialize(stream, DataJson.Default.DmAstroParameters)!;
    }
}
