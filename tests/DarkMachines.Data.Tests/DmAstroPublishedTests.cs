using DarkMachines.Testing;

namespace DarkMachines.Data.Tests;

/// <summary>The published files themselves, where they lie beside the repository.</summary>
public class DmAstroPublishedTests
{
    private const string Training = "data/fermi/dm_astro_training_set.txt";
    private const string Unidentified = "data/fermi/dm_astro_unids.txt";
    private const string Names = "data/fermi/gammaldi_unids_named.csv";

    [SharedFact(Training, Unidentified)]
    public void The_published_files_are_recognised_and_read_whole()
    {
        var data = DmAstroData.Load(SharedData.PathTo("data"));
        Assert.True(data.IsAsPublished);
        Assert.False(data.IsSimulated);
        Assert.Equal(5662, data.Sources.RowCount);
        Assert.Equal(1125, data.Unidentified.RowCount);
        Assert.Equal(Singles(-0.4125023068520127, -1.3251388592621884, 1.3569508561312753, -0.12219292462561837), data.Sources.Row(0));
        Assert.Equal(Singles(1.449324093098727, -0.5237482039929664, 0.6691308473733326, -0.2437639296540473), data.Sources.Row(5661));
        Assert.Equal(
            Singles(Math.Log10(2.5129), Math.Log10(0.0897), Math.Log10(7.3996), Math.Log10(1.6309921962095877)), data.Unidentified.Row(0));
    }

    [SharedFact(Training, Unidentified)]
    public void The_blocks_of_the_published_file_are_its_populations()
    {
        var data = DmAstroData.Load(SharedData.PathTo("data"));
        Assert.NotNull(data.Populations);
        Assert.Equal(["BLL", "FSRQ", "BCU", "PSR", "DM"], data.Populations.Classes);
        var populations = data.Populations.Indices.ToArray();
        Assert.Equal([934, 598, 1060, 239, 2831], Enumerable.Range(0, 5).Select(p => populations.Count(index => index == p)));
        Assert.Equal(2831, data.Labels.Indices.ToArray().Sum());
    }

    /// <summary>Means and standard deviations that scikit-learn's StandardScaler finds on the same rows.</summary>
    [SharedTheory(Training, Unidentified)]
    [InlineData("e-peak", 1.01824103, 1.66780934)]
    [InlineData("beta", -0.81906224, 0.41370339)]
    [InlineData("sigma-d", 1.06113079, 0.35699448)]
    [InlineData("beta-rel", -0.06157395, 0.47880253)]
    public void Columns_have_the_mean_and_spread_of_the_Python_peer(string column, double mean, double deviation)
    {
        var data = DmAstroData.Load(SharedData.PathTo("data"));
        var values = data.Sources.SelectColumns([column]).Values.ToArray();
        Assert.Equal(mean, values.Average(x => (double)x), 1e-7);
        Assert.Equal(deviation, Math.Sqrt(values.Average(x => (x - mean) * (x - mean))), 1e-7);
    }

    [SharedFact(Training, Unidentified, Names)]
    public void Unidentified_sources_bear_their_names()
    {
        var names = DmAstroData.Load(SharedData.PathTo("data")).UnidentifiedNames;
        Assert.Equal(1125, names.Distinct().Count());
        Assert.Equal("J0000.3-7355", names[0]);
        Assert.Equal("J2359.3+1444", names[^1]);
    }

    private static float[] Singles(params double[] values) => Array.ConvertAll(values, x => (float)x);
}
