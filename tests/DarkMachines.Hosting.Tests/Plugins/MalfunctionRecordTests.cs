using DarkMachines.Hosting.Plugins;

namespace DarkMachines.Hosting.Tests.Plugins;

public sealed class MalfunctionRecordTests : IDisposable
{
    private static readonly PluginException Failure = new("plugin-failed", "It broke.", "Mend it.");

    private readonly PluginDirectory _directory = new();
    private readonly PluginDirectory _workspace = new();
    private readonly MalfunctionRecord _record;

    public MalfunctionRecordTests() => _record = new MalfunctionRecord(RecordPath);

    private string RecordPath => _workspace.PathTo("state", "malfunctions.json");

    public void Dispose()
    {
        _directory.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public void A_failure_is_listed_by_later_discoveries_until_the_file_changes()
    {
        var folder = _directory.Add("Good");
        _record.Add(Discover().Find("good-density"), Failure);

        var listed = Discover();
        Assert.Equal((PluginStatus.Malfunctioned, "It broke.", "Mend it."), (listed.Plugins[0].Status, listed.Plugins[0].Reason, listed.Plugins[0].Remedy));
        Assert.Equal("good-density", listed.Find("good-density").Name); // and may be tried again

        using (var file = File.Open(Path.Combine(folder, "Good.dll"), FileMode.Append))
            file.WriteByte(0);
        Assert.Equal(PluginStatus.Active, Discover().Plugins[0].Status);
    }

    [Fact]
    public void A_plugin_with_the_same_algorithms_but_another_file_is_not_marked()
    {
        _directory.Add("Good");
        _record.Add(Discover().Find("good-density") with { AssemblyPath = Path.Combine(PluginDirectory.Built("Native"), "Native.dll") }, Failure);
        Assert.Single(_record.Read());
        Assert.Equal(PluginStatus.Active, Discover().Plugins[0].Status);
    }

    [Fact]
    public void A_failure_is_forgotten_when_the_algorithm_works()
    {
        _directory.Add("Good");
        _record.Add(Discover().Find("good-density"), Failure);
        _record.Add(Discover().Find("good-classifier"), Failure);
        _record.Remove(Discover().Find("good-density"));
        Assert.Equal(["good-classifier"], _record.Read().Select(m => m.Algorithm));
    }

    [Fact]
    public void A_second_failure_takes_the_place_of_the_first()
    {
        _directory.Add("Good");
        _record.Add(Discover().Find("good-density"), Failure);
        _record.Add(Discover().Find("good-density"), new PluginException("plugin-failed", "It broke again.", "Mend it better."));
        Assert.Equal("It broke again.", Assert.Single(_record.Read()).Reason);
        Assert.Equal(["malfunctions.json"], Directory.EnumerateFiles(_workspace.PathTo("state")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":1,"malfunctions":null}""")]
    [InlineData("""{"version":1,"malfunctions":[null]}""")]
    [InlineData("""{"version":1,"malfunctions":[{"algorithm":"good-density"}]}""")]
    public void A_record_that_cannot_be_read_counts_as_empty_and_is_replaced(string content)
    {
        _directory.Add("Good");
        Directory.CreateDirectory(Path.GetDirectoryName(RecordPath)!);
        File.WriteAllText(RecordPath, content);
        Assert.Equal(PluginStatus.Active, Discover().Plugins[0].Status);
        _record.Add(Discover().Find("good-density"), Failure);
        Assert.Equal(PluginStatus.Malfunctioned, Discover().Plugins[0].Status);
    }

    [Fact]
    public void A_record_that_cannot_be_written_does_not_hide_the_failure()
    {
        _directory.Add("Good");
        Directory.CreateDirectory(RecordPath);
        _record.Add(Discover().Find("good-density"), Failure);
        Assert.Equal(PluginStatus.Active, Discover().Plugins[0].Status);
    }

    private PluginCatalogue Discover() => PluginCatalogue.Discover([_directory.Root]).WithMalfunctions(_record);
}
