namespace DarkMachines.Data;

/// <summary>
/// Draws sets like the published one of dark matter against astrophysical sources (MNRAS 520 (2023) 1348), for where the
/// published one is not at hand.
/// </summary>
/// <remarks>
/// Each astrophysical population and the unidentified sources are a mixture of Gaussians in the logarithms of the four
/// features, fitted to the published rows. Dark matter follows the paper's recipe: (E_peak, β) fill the region of fits
/// to annihilation spectra, σ_d is distributed as in the whole catalogue, β_rel as in three bins of E_peak, and the
/// three are independent within a bin. datasets/README.md compares the result with the published set.
/// </remarks>
public static class DmAstroSimulation
{
    /// <summary>The seed of the simulation that stands in for absent data.</summary>
    public const ulong DefaultSeed = 1348;

    private const int FeatureCount = 4;
    private const int SignificanceColumn = 2;
    private const int RelativeErrorColumn = 3;

    // Each block has a stream of its own, numbered by its place in the training set; the unidentified sources come last.
    private const ulong UnidentifiedStream = 1000;

    /// <summary>Draws a set with as many rows of each population as the published one.</summary>
    /// <param name="seed">Seed; the same seed gives the same rows.</param>
    public static DmAstroData Draw(ulong seed = DefaultSeed) =>
        Draw(DmAstroParameters.Load(), seed, $"drawn with seed {seed}, as asked for");

    internal static DmAstroData Draw(DmAstroParameters parameters, ulong seed, string reason)
    {
        var values = new List<float>();
        for (var i = 0; i < parameters.Populations.Length; i++)
            values.AddRange(DrawPopulation(parameters, parameters.Populations[i], new RandomStream(seed, (ulong)i)));
        values.AddRange(DrawDarkMatter(parameters, new RandomStream(seed, (ulong)parameters.Populations.Length)));
        var astroRows = parameters.Populations.Sum(population => population.Rows);
        var labels = new int[astroRows + parameters.DarkMatter.Rows];
        labels.AsSpan(astroRows).Fill(DmAstroData.DarkMatterClass);

        var unidentified = DrawPopulation(parameters, parameters.Unidentified, new RandomStream(seed, UnidentifiedStream));
        return new DmAstroData(
            values.ToArray(), labels, unidentified, DmAstroData.NumberedNames("sim", parameters.Unidentified.Rows), reason, isAsPublished: false);
    }

    private static float[] DrawPopulation(DmAstroParameters parameters, DmAstroParameters.Population population, RandomStream random)
    {
        var values = new float[population.Rows * FeatureCount];
        Span<double> row = stackalloc double[FeatureCount];
        for (var i = 0; i < population.Rows; i++)
        {
            population.Mixture.Draw(random, row);
            row[SignificanceColumn] = LogSignificance(row[SignificanceColumn], parameters);
            Store(row, values, i);
        }

        return values;
    }

    private static float[] DrawDarkMatter(DmAstroParameters parameters, RandomStream random)
    {
        var darkMatter = parameters.DarkMatter;
        var values = new float[darkMatter.Rows * FeatureCount];
        Span<double> row = stackalloc double[FeatureCount];
        for (var i = 0; i < darkMatter.Rows; i++)
        {
            (row[0], row[1]) = darkMatter.Trapezoid.Draw(random);
            darkMatter.Significance.Draw(random, row.Slice(SignificanceColumn, 1));
            row[SignificanceColumn] = LogSignificance(row[SignificanceColumn], parameters);
            var energy = Math.Pow(10, row[0]);
            var bin = darkMatter.RelativeErrors.Last(bin => bin.FromEnergy <= energy);
            bin.Mixture.Draw(random, row.Slice(RelativeErrorColumn, 1));
            Store(row, values, i);
        }

        return values;
    }

    private static double LogSignificance(double logDistance, DmAstroParameters parameters) =>
        Math.Log10(parameters.SignificanceOffset + Math.Pow(10, logDistance));

    private static void Store(ReadOnlySpan<double> row, float[] values, int index)
    {
        for (var i = 0; i < row.Length; i++)
            values[index * FeatureCount + i] = (float)row[i];
    }
}
