namespace DarkMachines.Data.Tests;

public class DmAstroSimulationTests
{
    private static readonly DmAstroData Data = DmAstroSimulation.Draw();
    private static readonly Lazy<DmAstroData[]> Pool = new(() => [.. Enumerable.Range(0, 5).Select(seed => DmAstroSimulation.Draw((ulong)seed))]);
    private static readonly DmAstroParameters Parameters = DmAstroParameters.Load();

    [Fact]
    public void The_set_is_as_large_as_the_published_one()
    {
        Assert.True(Data.IsSimulated);
        Assert.Equal(5662, Data.Sources.RowCount);
        Assert.Equal(1125, Data.Unidentified.RowCount);
        Assert.NotNull(Data.Populations);
        Assert.Equal(["BLL", "FSRQ", "BCU", "PSR", "DM"], Data.Populations.Classes);
        Assert.Equal("sim 0001", Data.UnidentifiedNames[0]);
        Assert.Equal("sim 1125", Data.UnidentifiedNames[^1]);
    }

    [Fact]
    public void The_default_rows_are_fixed_for_all_time() =>
        Assert.Equal("783984e8ad0b256de39de4bd856989ccc4b3d93a6f7d1dfd5f5cb04ed2f14780", Data.Fingerprint);

    [Fact]
    public void The_same_seed_gives_the_same_rows_and_another_gives_others()
    {
        var (first, again, other) = (DmAstroSimulation.Draw(7), DmAstroSimulation.Draw(7), DmAstroSimulation.Draw(8));
        Assert.Equal(first.Fingerprint, again.Fingerprint);
        Assert.True(first.Unidentified.Values.SequenceEqual(again.Unidentified.Values));
        Assert.NotEqual(first.Fingerprint, other.Fingerprint);
        Assert.False(first.Unidentified.Values.SequenceEqual(other.Unidentified.Values));
    }

    [Fact]
    public void Dark_matter_lies_within_the_trapezoid_and_reaches_into_its_corners()
    {
        var trapezoid = Parameters.DarkMatter.Trapezoid;
        var heights = new List<double>();
        foreach (var row in Rows("DM"))
        {
            Assert.InRange(row[0], Math.Log10(0.4144) - 1e-6, Math.Log10(10920) + 1e-6);
            var height = (row[1] - trapezoid.Bottom(row[0])) / (trapezoid.Top(row[0]) - trapezoid.Bottom(row[0]));
            Assert.InRange(height, -1e-6, 1 + 1e-6);
            heights.Add(height);
        }

        // Uniform in height: the mean is 1/2 with a standard error of 1/sqrt(12 n) = 0.0054.
        Assert.InRange(heights.Average(), 0.5 - 0.022, 0.5 + 0.022);
        Assert.InRange(heights.Min(), 0, 0.01);
        Assert.InRange(heights.Max(), 0.99, 1 + 1e-6);
    }

    [Fact]
    public void The_significance_is_above_the_detection_threshold() =>
        Assert.All(Rows("BLL", "FSRQ", "BCU", "PSR", "DM"), row => Assert.True(row[2] > Math.Log10(4.05)));

    [Fact]
    public void The_curvature_of_astrophysical_sources_is_at_most_one() =>
        Assert.All(Rows("BLL", "FSRQ", "BCU", "PSR"), row => Assert.True(row[1] <= 0));

    /// <summary>
    /// Percentiles 5, 16, 50, 84 and 95 of the published rows. The simulation, pooled over five draws so that its own
    /// scatter is small, keeps within 0.1 in log10 of the middle three and 0.2 of the outer two.
    /// </summary>
    [Theory]
    [InlineData("astro", 0, .0054, .087, 1.02, 10.7, 39.5)]
    [InlineData("astro", 1, .022, .047, .116, .314, .574)]
    [InlineData("astro", 2, 4.6, 5.6, 10.9, 30.8, 67)]
    [InlineData("astro", 3, .10, .25, .65, 1.40, 2.7)]
    [InlineData("unidentified", 0, .032, .25, .81, 2.5, 12)]
    [InlineData("unidentified", 1, .050, .10, .31, .59, .82)]
    [InlineData("unidentified", 2, 4.3, 4.7, 6.5, 11, 19)]
    [InlineData("unidentified", 3, .20, .30, .55, 1.2, 2.3)]
    [InlineData("dm", 0, .95, 4.5, 169, 3160, 7450)]
    [InlineData("dm", 1, .043, .079, .22, .50, .63)]
    [InlineData("dm", 2, 4.4, 5.1, 8.3, 22, 48)]
    [InlineData("dm", 3, .27, .52, 1.55, 3.0, 3.8)]
    public void Percentiles_are_those_of_the_published_rows(
        string sample, int column, double p5, double p16, double p50, double p84, double p95)
    {
        double[] sorted = [.. Pool.Value.SelectMany(data => Values(data, sample, column)).Order()];
        AssertPercentile(0.05, p5, band: 0.2);
        AssertPercentile(0.16, p16, band: 0.1);
        AssertPercentile(0.50, p50, band: 0.1);
        AssertPercentile(0.84, p84, band: 0.1);
        AssertPercentile(0.95, p95, band: 0.2);

        void AssertPercentile(double fraction, double published, double band) => Assert.InRange(
            sorted[(int)(fraction * (sorted.Length - 1))], Math.Log10(published) - band, Math.Log10(published) + band);
    }

    private static IEnumerable<double> Values(DmAstroData data, string sample, int column)
    {
        var table = sample == "unidentified" ? data.Unidentified : data.Sources;
        return Enumerable.Range(0, table.RowCount)
            .Where(row => sample == "unidentified" || data.Labels.Classes[data.Labels.Indices[row]] == sample)
            .Select(row => (double)table.Row(row)[column]);
    }

    private static float[][] Rows(params string[] populations) =>
    [
        .. Enumerable.Range(0, Data.Sources.RowCount)
            .Where(row => populations.Contains(Data.Populations!.Classes[Data.Populations.Indices[row]]))
            .Select(row => Data.Sources.Row(row).ToArray()),
    ];
}
