using DarkMachines.Data.Events;
using DarkMachines.Testing;

namespace DarkMachines.Data.Tests.Events;

public class SelectionTests
{
    [Theory]
    [InlineData(ObjectKind.Jet, 20.1, 2.79, true)]
    [InlineData(ObjectKind.BJet, 20, 0, false)]
    [InlineData(ObjectKind.Jet, 500, -2.81, false)]
    [InlineData(ObjectKind.Electron, 15.1, 2.69, true)]
    [InlineData(ObjectKind.Antimuon, 15, 0, false)]
    [InlineData(ObjectKind.Muon, 30, 2.71, false)]
    [InlineData(ObjectKind.Photon, 20.1, -2.36, true)]
    [InlineData(ObjectKind.Photon, 30, 2.38, false)]
    [InlineData(ObjectKind.Photon, 19, 0, false)]
    public void Objects_are_within_limits_of_pt_and_eta(ObjectKind kind, double pt, double eta, bool isOne) =>
        Assert.Equal(isOne, StoredObject.Accepts(kind, (float)(1000 * pt), (float)eta));

    [Theory]
    [InlineData(ObjectKind.Jet, 61, 0, true)]
    [InlineData(ObjectKind.Jet, 59, 0, false)]
    [InlineData(ObjectKind.Electron, 26, 1.3, true)]
    [InlineData(ObjectKind.Electron, 26, 1.4, false)]
    [InlineData(ObjectKind.Positron, 26, -2.4, true)]
    [InlineData(ObjectKind.Positron, 26, -2.5, false)]
    [InlineData(ObjectKind.Muon, 26, 2.6, true)]
    [InlineData(ObjectKind.Muon, 24, 0, false)]
    [InlineData(ObjectKind.Photon, 26, 1.4, true)]
    public void An_event_is_stored_for_one_good_object(ObjectKind kind, double pt, double eta, bool isStored) =>
        Assert.Equal(isStored, StoredObject.MakesStored(MadeUpEvent.Of(0, 0, (kind, 2 * pt, pt, eta, 0))[0]));

    [Fact]
    public void Channels_select_what_they_say()
    {
        (ObjectKind, double, double, double, double) Jet(double pt) => (ObjectKind.Jet, pt, pt, 0, 0);
        (ObjectKind, double, double, double, double) Muon(double pt) => (ObjectKind.Muon, pt, pt, 0, 0);
        Assert.Equal("1 3", In(MadeUpEvent.Of(200, 0, Jet(450), Jet(55), Jet(55), Jet(55))));
        Assert.Equal("3", In(MadeUpEvent.Of(199, 0, Jet(450), Jet(55), Jet(55), Jet(55))));
        Assert.Equal("3", In(MadeUpEvent.Of(200, 0, Jet(450), Jet(55), Jet(55), Jet(49))));
        Assert.Equal("3", In(MadeUpEvent.Of(200, 0, Jet(190), Jet(190), Jet(190), Jet(190))));
        Assert.Equal("3", In(MadeUpEvent.Of(200, 0, Jet(850), Jet(55), Jet(55), Jet(55))));
        Assert.Equal("", In(MadeUpEvent.Of(200, 0, Jet(400), Jet(55), Jet(55), Jet(55))));
        Assert.Equal("2a", In(MadeUpEvent.Of(50, 0, Muon(16), Muon(16), Muon(30))));
        Assert.Equal("2a 2b", In(MadeUpEvent.Of(50, 0, Muon(16), Muon(16), Muon(30), Jet(50))));
        Assert.Equal("2b", In(MadeUpEvent.Of(50, 0, Muon(16), Muon(16), Muon(15), Jet(50))));
        Assert.Equal("", In(MadeUpEvent.Of(49, 0, Muon(16), Muon(16), Muon(16), Jet(50))));

        static string In(EventBatch batch) => string.Join(' ', Channel.All.Where(channel => channel.Accepts(batch[0])).Select(channel => channel.Name));
    }

    // The figures of the reference, section 1.7, which were counted by other means.
    [SharedTheory("data/lhc")]
    [InlineData("background_chan1_7.79_reduced.csv", 0.0, 100.0)]
    [InlineData("glgl1400_neutralino1100_chan1.csv", 29.4, 96.3)]
    [InlineData("glgl1600_neutralino800_chan1.csv", 26.7, 98.4)]
    [InlineData("monojet_Zp2000.0_DM_50.0_chan1.csv", 28.3, 89.1)]
    [InlineData("sqsq_sq1800_neut800_chan1.csv", 32.2, 92.6)]
    [InlineData("stop2b1000_neutralino300_chan1.csv", 27.9, 98.6)]
    public void The_published_signal_files_break_the_definitions_and_the_background_does_not(string file, double foreignPercent, double keptPercent)
    {
        var (_, report) = Table("aggregates", file, reapplies: true);
        Assert.Equal(foreignPercent, Math.Round(100 * report.ForeignShare, 1));
        Assert.Equal(keptPercent, Math.Round(100 * report.KeptShare, 1));
        Assert.Equal(report.Events, report.Kept + report.NotStored + report.OutsideChannel);
    }

    [SharedTheory("data/lhc")]
    [InlineData("glgl1400_neutralino1100_chan1.csv")]
    [InlineData("glgl1600_neutralino800_chan1.csv")]
    [InlineData("monojet_Zp2000.0_DM_50.0_chan1.csv")]
    [InlineData("sqsq_sq1800_neut800_chan1.csv")]
    [InlineData("stop2b1000_neutralino300_chan1.csv")]
    public void The_edge_in_eta_is_named_in_the_files_as_they_are_and_nothing_once_they_are_cleaned(string signal)
    {
        const string Background = "background_chan1_7.79_reduced.csv";
        var raw = SuspiciousFeature.Find(Table("leading-8", Background, false).Rows, Table("leading-8", signal, false).Rows);
        Assert.NotEmpty(raw);
        Assert.All(raw, finding => Assert.EndsWith("-eta", finding.Feature, StringComparison.Ordinal));
        Assert.All(raw, finding => Assert.InRange(Math.Abs(finding.Edge), 2.6, 2.8));
        Assert.Contains("keeps", raw[0].ToString(), StringComparison.Ordinal);

        foreach (var set in FeatureSets.All)
            Assert.Empty(SuspiciousFeature.Find(Table(set.Name, Background, true).Rows, Table(set.Name, signal, true).Rows));
    }

    [Fact]
    public void A_thinning_tail_is_physics_and_a_sharp_edge_is_not()
    {
        var random = new RandomStream(1);
        float[] tail = [.. Enumerable.Range(0, 2000).Select(_ => (float)-Math.Log(1 - random.Uniform()))];
        float[] longerTail = [.. Enumerable.Range(0, 2000).Select(_ => (float)(-5 * Math.Log(1 - random.Uniform())))];
        Assert.Empty(SuspiciousFeature.Find(TestTables.Table(1, tail), TestTables.Table(1, longerTail)));

        float[] within = [.. Enumerable.Range(0, 2000).Select(_ => (float)(random.Uniform() - 0.5))];
        float[] beyond = [.. Enumerable.Range(0, 2000).Select(_ => (float)(1.2 * (random.Uniform() - 0.5)))];
        var findings = SuspiciousFeature.Find(TestTables.Table(1, within), TestTables.Table(1, beyond));
        Assert.Equal([true, false], findings.OrderByDescending(finding => finding.IsAbove).Select(finding => finding.IsAbove));
        Assert.All(findings, finding => Assert.InRange(finding.SignalEfficiency, 0.05, 0.12));
        Assert.Empty(SuspiciousFeature.Find(TestTables.Table(1, beyond), TestTables.Table(1, within)));

        // A flag that no background event has.
        float[] Flags(int every) => [.. Enumerable.Range(0, 2000).Select(i => i % every == 1 ? 1f : 0)];
        Assert.Empty(SuspiciousFeature.Find(TestTables.Table(1, new float[2000]), TestTables.Table(1, Flags(50))));
        Assert.Equal(0.25, SuspiciousFeature.Find(TestTables.Table(1, new float[2000]), TestTables.Table(1, Flags(4))).Single().SignalEfficiency);
    }

    private static (FeatureTable Rows, SelectionReport Report) Table(string set, string file, bool reapplies)
    {
        using var events = EventFile.Open(SharedData.PathTo("data", "lhc", "chan1", file));
        return FeatureSets.Named(set).Of(events, Channel.One, reapplies, threads: 2);
    }
}
