namespace DarkMachines.Data.Tests;

/// <summary>Small files in the published form.</summary>
public sealed class DmAstroFilesTests : IDisposable
{
    private const string Training = "fermi/dm_astro_training_set.txt";
    private const string Unidentified = "fermi/dm_astro_unids.txt";
    private const string Names = "fermi/gammaldi_unids_named.csv";

    private readonly TemporaryFolder _folder = new();

    public DmAstroFilesTests()
    {
        _folder.Write(Training, "E_peak beta sigma beta_Rel 0,1=astro,DM \n-0.5 -1.25 1.5 -0.125 0.0 \n3.5 -1 1 -0.5 1.0 \n");
        _folder.Write(Unidentified, "E_peak beta sigma_det beta_Rel number \n100 0.1 10 0.01 0 \n1.4782 0.4163 5.415 0.77 1 \n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Features_are_logarithms_throughout()
    {
        var data = DmAstroData.Load(_folder.Root);
        Assert.Equal(["e-peak", "beta", "sigma-d", "beta-rel"], data.Sources.Features.Select(feature => feature.Name));
        Assert.Equal([-0.5f, -1.25f, 1.5f, -0.125f, 3.5f, -1, 1, -0.5f], data.Sources.Values);
        Assert.Equal([2f, -1, 1, -2], data.Unidentified.Row(0));
        Assert.Equal(["astro", "dm"], data.Labels.Classes);
        Assert.Equal([0, 1], data.Labels.Indices);
    }

    [Fact]
    public void Other_rows_than_the_published_are_welcome_but_have_no_populations()
    {
        var data = DmAstroData.Load(_folder.Root);
        Assert.Null(data.Populations);
        Assert.False(data.IsAsPublished);
        Assert.False(data.IsSimulated);
        Assert.Null(data.SimulationReason);
    }

    [Fact]
    public void The_fingerprint_changes_with_a_feature_and_with_a_label()
    {
        var fingerprint = DmAstroData.Load(_folder.Root).Fingerprint;
        Assert.Matches("^[0-9a-f]{64}$", fingerprint);
        _folder.Write(Training, "E b s r l\n-0.5000001 -1.25 1.5 -0.125 0\n3.5 -1 1 -0.5 1\n");
        Assert.NotEqual(fingerprint, DmAstroData.Load(_folder.Root).Fingerprint);
        _folder.Write(Training, "E b s r l\n-0.5 -1.25 1.5 -0.125 0\n3.5 -1 1 -0.5 0\n");
        Assert.NotEqual(fingerprint, DmAstroData.Load(_folder.Root).Fingerprint);
        _folder.Write(Training, "E b s r l\n-0.5 -1.25 1.5 -0.125 0\n3.5 -1 1 -0.5 1\n");
        Assert.Equal(fingerprint, DmAstroData.Load(_folder.Root).Fingerprint);
    }

    [Fact]
    public void Without_a_file_of_names_the_unidentified_sources_are_numbered() =>
        Assert.Equal(["unID 0001", "unID 0002"], DmAstroData.Load(_folder.Root).UnidentifiedNames);

    [Fact]
    public void Names_are_taken_where_their_values_agree()
    {
        WriteNames("0,J0000.3-7355,100.00,0.1000,10,0.01,\r\n1,J0003.3+2511,1.4782,0.4163,5.4150,0.77,-\r\n");
        Assert.Equal(["J0000.3-7355", "J0003.3+2511"], DmAstroData.Load(_folder.Root).UnidentifiedNames);
    }

    [Theory]
    [InlineData("0,A,100,0.1,,,\n1,B,1.4784,0.4163,,,\n", "E_peak '1.4784' in line 3, but the source of that row has 1.4782")]
    [InlineData("0,A,100,0.1001,,,\n1,B,1.4782,0.4163,,,\n", "beta '0.1001' in line 2, but the source of that row has 0.1")]
    [InlineData("0,A,x,0.1,,,\n1,B,1.4782,0.4163,,,\n", "E_peak 'x' in line 2")]
    [InlineData("0,A,100,0.1,,,\n1,B,1.4782\n", "3 columns in line 3")]
    [InlineData("0,A,100,0.1,,,\n", "source 2 of 2")]
    [InlineData("0,A,100,0.1,,,\n1,B,1.4782,0.4163,,,\n2,C,1,1,,,\n", "more than the 2")]
    public void Names_of_other_sources_are_refused(string rows, string found)
    {
        WriteNames(rows);
        Fails("names-mismatch", found);
    }

    [Fact]
    public void A_label_other_than_0_or_1_is_refused_with_its_line()
    {
        _folder.Write(Training, "E b s r l\n0 0 0 0 0\n0 0 0 0 2\n");
        Fails("label-unknown", "the label 2 in line 3, column 5");
    }

    [Fact]
    public void An_unidentified_source_without_a_logarithm_is_refused_with_its_line()
    {
        _folder.Write(Unidentified, "E b s r n\n1 1 1 1 0\n1 -0.5 1 1 1\n");
        Fails("not-positive", "-0.5 in line 3, column 2");
    }

    [Fact]
    public void A_training_set_of_other_columns_is_refused()
    {
        _folder.Write(Training, "E b l\n0 0 0\n1 1 1\n");
        Fails("wrong-column-count", "3 columns in line 2");
    }

    [Theory]
    [InlineData(Training)]
    [InlineData(Unidentified)]
    public void Half_a_dataset_is_refused(string missing)
    {
        File.Delete(_folder.PathTo(missing));
        Fails("dataset-incomplete", missing);
    }

    [Fact]
    public void A_missing_data_folder_is_refused() => Assert.Equal(
        "data-root-missing",
        Assert.Throws<UserInputException>(() => DmAstroData.Load(_folder.PathTo("nowhere"))).Code);

    [Fact]
    public void A_folder_with_neither_file_gives_the_simulation_and_says_so()
    {
        Directory.Delete(_folder.PathTo("fermi"), recursive: true);
        var data = DmAstroData.Load(_folder.Root);
        Assert.True(data.IsSimulated);
        Assert.False(data.IsAsPublished);
        Assert.Contains(Training, data.SimulationReason, StringComparison.Ordinal);
        Assert.Contains(Unidentified, data.SimulationReason, StringComparison.Ordinal);
        Assert.Contains(_folder.Root, data.SimulationReason, StringComparison.Ordinal);
        Assert.Equal(DmAstroData.Load(null).Fingerprint, data.Fingerprint);
    }

    private void WriteNames(string rows) => _folder.Write(Names, "idx,source_name,Epeak_GeV,beta,sigma_d,beta_rel,class_v18\r\n" + rows);

    private void Fails(string code, string found)
    {
        var error = Assert.Throws<UserInputException>(() => DmAstroData.Load(_folder.Root));
        Assert.Equal(code, error.Code);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }
}
