using DarkMachines.Data.Events;

namespace DarkMachines.Data.Tests.Events;

/// <summary>Every feature of events that were worked out by hand.</summary>
public class FeatureSetTests
{
    private static readonly EventBatch Rich = MadeUpEvent.Of(
        200, 0.5f,
        (ObjectKind.Jet, 300, 300, 0, 2.5), (ObjectKind.BJet, 250, 200, 0, -1), (ObjectKind.Electron, 60, 60, 0, 0.5), (ObjectKind.Antimuon, 40, 40, 0, 0.5 - Math.PI), (ObjectKind.Photon, 30, 30, 0, 0));

    [Fact]
    public void Aggregates_are_what_they_say()
    {
        var row = Row("aggregates", Rich);
        Assert.Equal(200, row["met"], 3);
        Assert.Equal(500, row["ht"], 3);
        Assert.Equal(0.4, row["met-over-ht"], 6);
        Assert.Equal(200 / Math.Sqrt(500), row["met-significance"], 5);
        Assert.Equal(200 + 500 + 100 + 30, row["effective-mass"], 3);
        Assert.Equal(150, row["jet-mass-sum"], 3); // sqrt(250² − 200²), and nothing of the other jet.
        Assert.Equal(630.0 / 680, row["centrality"], 6);
        Assert.Equal((2, 1, 1, 1, 1, 0), (row["jet-count"], row["b-jet-count"], row["electron-count"], row["muon-count"], row["photon-count"], row["lepton-charge"]));
        Assert.Equal((300, 200, 0, 0), (row["jet1-pt"], row["jet2-pt"], row["jet3-pt"], row["jet4-pt"]));
        Assert.Equal((60, 40, 30), (row["lepton1-pt"], row["lepton2-pt"], row["photon1-pt"]));
        // All in the plane: the mass from energies and momenta along x and y.
        Assert.Equal(Math.Sqrt(550 * 550 - (300 * 300 + 200 * 200 + 2 * 300 * 200 * Math.Cos(3.5))), row["dijet-mass"], 2);
        Assert.Equal(0, row["dijet-delta-eta"]);
        Assert.Equal(2 * Math.PI - 3.5, row["dijet-delta-phi"], 5);
        Assert.Equal(1.5, row["jet-met-delta-phi"], 5);
        Assert.Equal(2.0, row["jet1-met-delta-phi"], 5);
        Assert.Equal(2 * Math.Sqrt(60 * 40), row["dilepton-mass"], 3);
        Assert.Equal(0, row["lepton-met-mass"], 2); // The leading lepton lies along MET.
        double x = 300 * Math.Cos(2.5) + 200 * Math.Cos(1) + (60 - 40) * Math.Cos(0.5) + 30, y = 300 * Math.Sin(2.5) - 200 * Math.Sin(1) + (60 - 40) * Math.Sin(0.5);
        Assert.Equal(Math.Sqrt(680 * 680 - x * x - y * y), row["visible-mass"], 2);
    }

    [Fact]
    public void Leading_8_is_padded_with_zeros()
    {
        var row = Row("leading-8", Rich);
        Assert.Equal(34, row.Count);
        Assert.Equal((250, 200, 0, -1), (row["object2-e"], row["object2-pt"], row["object2-eta"], row["object2-phi"]));
        Assert.Equal(60, row["object3-pt"]);
        Assert.Equal((0, 0, 0, 0), (row["object6-e"], row["object6-pt"], row["object6-eta"], row["object6-phi"]));
        Assert.Equal((200, 0.5), (row["met"], row["met-phi"]));
    }

    [Fact]
    public void Flow_efficient_has_counts_jets_and_leptons()
    {
        var row = Row("flow-efficient", Rich);
        Assert.Equal(2 + 7 + 7 * 4 + 4 * 4, row.Count);
        Assert.Equal((1, 1, 1, 0, 0, 1, 1), (row["jet-count"], row["b-jet-count"], row["electron-count"], row["positron-count"], row["muon-count"], row["antimuon-count"], row["photon-count"]));
        Assert.Equal((300, 200, 0), (row["jet1-pt"], row["jet2-pt"], row["jet3-pt"]));
        Assert.Equal((60, 40, 0), (row["lepton1-pt"], row["lepton2-pt"], row["lepton3-pt"]));
    }

    [Fact]
    public void Object_sets_have_a_mask_and_a_shape()
    {
        var set = FeatureSets.Named("object-sets");
        Assert.Equal([20, 12], set.RowShape);
        var row = Row("object-sets", Rich);
        Assert.Equal(Enumerable.Range(0, 20).Select(slot => slot < 6 ? 1.0 : 0), Enumerable.Range(0, 20).Select(slot => row[$"object{slot}-present"]));
        Assert.Equal((1, Math.Log10(200), 0.5, 0), (row["object0-met"], row["object0-log-pt"], row["object0-phi"], row["object0-log-e"]), Close);
        Assert.Equal((1, Math.Log10(200), -1, Math.Log10(250)), (row["object2-b-jet"], row["object2-log-pt"], row["object2-phi"], row["object2-log-e"]), Close);
        Assert.Equal((1, -1, 1, 1), (row["object3-electron"], row["object3-charge"], row["object4-muon"], row["object4-charge"]));
        Assert.Equal(1, row["object5-photon"]);
    }

    [Fact]
    public void An_event_without_objects_has_zeros_and_no_jet_near_MET()
    {
        var row = Row("aggregates", MadeUpEvent.Of(120, -3));
        Assert.Equal(120, row["met"]);
        Assert.Equal(120, row["effective-mass"]);
        Assert.Equal(Math.PI, row["jet-met-delta-phi"], 6);
        Assert.Equal(1 + 1 + 2, row.Values.Count(value => value != 0));
        Assert.All(FeatureSets.All, set => Assert.All(Row(set.Name, MadeUpEvent.Of(0, 0)).Values, value => Assert.True(double.IsFinite(value))));
    }

    [Fact]
    public void No_feature_is_named_after_what_gives_the_class_away() =>
        Assert.All(FeatureSets.All.SelectMany(set => set.Features), feature =>
        {
            Assert.DoesNotContain("weight", feature.Name, StringComparison.Ordinal);
            Assert.DoesNotContain("process", feature.Name, StringComparison.Ordinal);
            Assert.DoesNotContain("id", feature.Name.Split('-'));
        });

    [Fact]
    public void Event_id_process_and_weight_change_no_feature()
    {
        var (one, other) = (new EventBatch(), new EventBatch());
        one.AddEvent(1, one.ProcessOf("njets"), 1, 2e5f, 1);
        other.AddEvent(987654321, other.ProcessOf("gluino"), 1e-7, 2e5f, 1);
        one.AddObject(ObjectKind.Jet, 2e5f, 1e5f, 1, 1);
        other.AddObject(ObjectKind.Jet, 2e5f, 1e5f, 1, 1);
        Assert.All(FeatureSets.All, set => Assert.Equal(Row(set.Name, one), Row(set.Name, other)));
    }

    [Fact]
    public void Sets_are_known_by_name_and_version()
    {
        Assert.Equal(["aggregates", "flow-efficient", "leading-8", "object-sets"], FeatureSets.All.Select(set => set.Name));
        Assert.Same(FeatureSets.Named("aggregates"), FeatureSets.Named("aggregates/1"));
        Assert.Equal("unknown-feature-set", Assert.Throws<UsageException>(() => FeatureSets.Named("aggregates/2")).Code);
    }

    [Fact]
    public void A_table_has_a_row_for_each_event_of_the_channel_on_any_number_of_threads()
    {
        var batches = Enumerable.Range(1, 40).Select(i => MadeUpEvent.Of(
            80 + i, 1, (ObjectKind.Jet, 700, 550, 0, 0), (ObjectKind.Jet, 90, 20 + 2 * i, 0, 3), (ObjectKind.Jet, 3000, 100, 4, 0))).ToArray();
        var set = FeatureSets.Named("aggregates");
        var (rows, report) = set.Of(MadeUpEvent.Source(batches), Channel.Three);
        var (same, sameReport) = set.Of(MadeUpEvent.Source(batches), Channel.Three, threads: 3);
        Assert.Equal(rows.Values, same.Values);
        Assert.Equal(report.ToString(), sameReport.ToString());

        // MET >= 100 from the 20th on, HT >= 600 from the 15th on; the jet at eta 4 counts for neither.
        Assert.Equal(21, rows.RowCount);
        Assert.Equal((40, 40, 0, 19, 21), (report.Events, report.EventsWithForeignObjects, report.NotStored, report.OutsideChannel, report.Kept));
        Assert.Equal(40, report.ForeignObjects["jet with |eta| >= 2.8"]);
        Assert.Equal(2, rows.Row(0)[rows.ColumnIndex("jet-count")]);

        var (raw, _) = set.Of(MadeUpEvent.Source(batches), Channel.Three, reapplies: false);
        Assert.Equal(40, raw.RowCount);
        Assert.Equal(3, raw.Row(0)[raw.ColumnIndex("jet-count")]);
    }

    private static bool Close((double, double, double, double) a, (double, double, double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) + Math.Abs(a.Item4 - b.Item4) < 1e-5;

    private static Dictionary<string, double> Row(string set, EventBatch batch)
    {
        var features = FeatureSets.Named(set);
        var row = new float[features.Features.Count];
        features.Fill(batch[0], row);
        return features.Features.Select((feature, i) => (feature.Name, Value: (double)row[i])).ToDictionary(pair => pair.Name, pair => pair.Value);
    }
}
