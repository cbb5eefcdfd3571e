using DarkMachines.Data.Events;
using DarkMachines.Data.Simulation;
using DarkMachines.Data.Tests.Events;
using DarkMachines.Testing;

namespace DarkMachines.Data.Tests.Simulation;

public sealed class LhcToyTests : IDisposable
{
    private static readonly FeatureSet Aggregates = FeatureSets.Named("aggregates");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Channels { get; } = [.. Channel.All.Select(channel => channel.Name)];

    // Within 10 % in mean and standard deviation: the statistical error of the 1000 published rows is 3 to 5 %.
    [SharedFact("data/lhc/chan1/background_chan1_7.79_reduced.csv")]
    public void Channel_1_looks_like_the_published_background()
    {
        using var published = EventFile.Open(SharedData.PathTo("data", "lhc", "chan1", "background_chan1_7.79_reduced.csv"));
        var real = Aggregates.Of(published, Channel.One).Rows;
        var toy = Aggregates.Of(LhcToy.Background(Channel.One, 6000), Channel.One, threads: 2).Rows;
        Assert.Equal((1000, 6000), (real.RowCount, toy.RowCount));
        foreach (var feature in (string[])["met", "ht", "jet1-pt", "jet-count", "b-jet-count"])
        {
            var ((realMean, realSpread), (mean, spread)) = (Moments(real, feature), Moments(toy, feature));
            Assert.InRange(mean / realMean, 0.9, 1.1);
            Assert.InRange(spread / realSpread, 0.9, 1.1);
        }
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Every_event_is_in_its_channel_and_within_the_definitions(string name)
    {
        var channel = Channel.All.Single(c => c.Name == name);
        foreach (var source in (IEventSource[])[LhcToy.Background(channel, 600), .. LhcToy.SignalsOf(channel).Select(signal => LhcToy.Signal(signal, channel, 60))])
        {
            var (rows, report) = Aggregates.Of(source, channel, threads: 2);
            Assert.Equal((report.Events, 0L), (report.Kept, report.EventsWithForeignObjects));
            Assert.All(rows.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public void The_shares_of_processes_are_as_stated_and_objects_stand_in_the_files_order()
    {
        var all = Merged(LhcToy.Background(Channel.One, 2000), 2);
        Assert.Equal(["njets", "ttbar", "w_jets", "z_jets"], all.ProcessNames.Order());
        var multijets = all.Processes.ToArray().Count(process => all.ProcessNames[process] == "njets");
        Assert.InRange(multijets / 2000.0, 0.84, 0.89);
        for (var i = 0; i < all.Count; i++)
        {
            var seen = all[i];
            for (var o = 1; o < seen.Count; o++)
            {
                int Group(int place) => all[i].Kinds[place] switch { var kind when kind.IsJet() => 0, var kind when kind.IsElectron() => 1, ObjectKind.Photon => 3, _ => 2 };
                Assert.True(Group(o - 1) < Group(o) || (Group(o - 1) == Group(o) && seen.Pts[o - 1] >= seen.Pts[o]));
            }
        }
    }

    [Fact]
    public void Any_number_of_threads_draws_the_same_and_more_events_begin_with_the_same()
    {
        var one = Merged(LhcToy.Background(Channel.TwoB, 1200, seed: 5), threads: 1);
        EventFileTests.AssertEqual(one, Merged(LhcToy.Background(Channel.TwoB, 1200, seed: 5), threads: 4));
        Assert.NotEqual(one.Mets.ToArray(), Merged(LhcToy.Background(Channel.TwoB, 1200, seed: 6), threads: 4).Mets.ToArray());
        var longer = Merged(LhcToy.Background(Channel.TwoB, 3000, seed: 5), threads: 2);
        Assert.Equal(one.Mets[..1000], longer.Mets[..1000]);
    }

    [Fact]
    public void A_pair_of_leptons_from_a_Z_has_its_mass()
    {
        var rows = Aggregates.Of(LhcToy.Signal("chaneut_cha400_neut200", Channel.TwoA, 1500), Channel.TwoA, threads: 2).Rows;
        var column = rows.ColumnIndex("dilepton-mass");
        var near = Enumerable.Range(0, rows.RowCount).Count(row => Math.Abs(rows.Row(row)[column] - 91.2) < 10);

        // The two leading of three leptons: in a part of the events one is from the W.
        Assert.InRange(near / 1500.0, 0.2, 0.6);
    }

    [Fact]
    public void Files_are_named_and_written_as_the_real_ones_whatever_the_threads()
    {
        var settings = new LhcToySettings(Seed: 3, BackgroundEvents: 700, SignalEvents: 20);
        var reported = new Latest();
        LhcToy.Generate(_folder.PathTo("one"), settings, 1, reported);
        LhcToy.Generate(_folder.PathTo("three"), settings, 3);
        Assert.Equal(1, reported.Fraction, 9);

        var files = Directory.GetFiles(_folder.PathTo("one"), "*.csv", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder.PathTo("one"), path)).Order(StringComparer.Ordinal).ToArray();
        Assert.Contains(Path.Combine("chan1", "background_chan1_0.0255.csv"), files);
        Assert.Contains(Path.Combine("chan3", "monojet_Zp2000.0_DM_50.0_chan3.csv"), files);
        Assert.Equal(4 + 5 + 3 + 4 + 6, files.Length);
        foreach (var file in files)
        {
            Assert.Equal(File.ReadAllBytes(_folder.PathTo(Path.Combine("one", file))), File.ReadAllBytes(_folder.PathTo(Path.Combine("three", file))));
            Assert.EndsWith(";\n", File.ReadAllText(_folder.PathTo(Path.Combine("one", file))), StringComparison.Ordinal);
        }

        // Six digits are kept of every number.
        var written = EventFile.ReadAll(_folder.PathTo(Path.Combine("one", "chan2a", "background_chan2a_1.08.csv")));
        var drawn = Merged(LhcToy.Background(Channel.TwoA, 70, seed: 3), 1);
        Assert.Equal(drawn.EventIds, written.EventIds);
        Assert.Equal(drawn.Offsets, written.Offsets);
        for (var i = 0; i < drawn.ObjectCount; i++)
            Assert.Equal(1, written.Pts[i] / drawn.Pts[i], 5);
    }

    [Fact]
    public void Generation_stops_when_asked_to_and_leaves_no_half_of_a_file()
    {
        using var cancellation = new CancellationTokenSource();
        var stopper = new Stopper(cancellation);
        Assert.Throws<OperationCanceledException>(() => LhcToy.Generate(_folder.Root, new LhcToySettings(BackgroundEvents: 2000), 2, stopper, cancellation.Token));
        Assert.Equal([Path.Combine(_folder.Root, LhcToy.MarkerName)], Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories));
        Assert.Equal("unknown-signal", Assert.Throws<UsageException>(() => LhcToy.Signal("higgs", Channel.One, 1)).Code);
    }

    private static (double Mean, double Spread) Moments(FeatureTable rows, string feature)
    {
        var column = rows.ColumnIndex(feature);
        double[] values = [.. Enumerable.Range(0, rows.RowCount).Select(row => (double)rows.Row(row)[column])];
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    private static EventBatch Merged(IEventSource source, int threads)
    {
        var merged = new EventBatch();
        foreach (var batch in source.ReadBatches(threads))
        {
            for (var i = 0; i < batch.Count; i++)
                merged.AddCopy(batch, i);
        }

        return merged;
    }

    private sealed class Latest : IProgress<FitProgress>
    {
        public double Fraction { get; private set; }

        public void Report(FitProgress value) => Fraction = value.Fraction;
    }

    private sealed class Stopper(CancellationTokenSource cancellation) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => cancellation.Cancel();
    }
}
