using System.Text.Json.Nodes;
using DarkMachines.Challenges.LhcAnomaly;
using DarkMachines.Data;
using DarkMachines.Data.Events;
using DarkMachines.Data.Simulation;
using DarkMachines.Forests;
using DarkMachines.Testing;

namespace DarkMachines.Challenges.Tests.LhcAnomaly;

public class LhcAnomalyTests
{
    private const int Background = 20_000;
    private const int Signal = 300;

    private static readonly LhcAnomalyChallenge Challenge = new();
    private static readonly FeatureSet Features = FeatureSets.Named("trivial");

    // Channels 1 and 3, the signal "both" in each of them, and "one" in channel 1. The column tells a row's number.
    private static readonly LhcTrials MadeUp = new([MadeUpChannel(Channel.One, "both", "one"), MadeUpChannel(Channel.Three, "both")], Features, isSimulated: true, "Made up.");

    [Fact]
    public void Channels_are_tasks_and_all_of_them_one_more()
    {
        Assert.Equal(["all-channels", "channel-1", "channel-2a", "channel-2b", "channel-3"], Challenge.Tasks.Select(task => task.Name));
        Assert.Equal(["all-channels", "channel-1", "channel-3"], MadeUp.Tasks.Select(task => task.Name));
        Assert.StartsWith("3 signals in 2 channels", MadeUp.Tasks[0].Description, StringComparison.Ordinal);
        Assert.Equal(("channels", "all-channels"), (Challenge.GroupOf("channel-2a"), Challenge.GroupOf("all-channels")));
        Assert.Equal("lhc-anomaly:leading-8", new LhcAnomalyChallenge("leading-8").Name);
        Assert.Throws<UsageException>(() => new LhcAnomalyChallenge("none"));
    }

    [Fact]
    public void Nine_tenths_of_the_background_train_and_the_last_tenth_is_tested_with_all_signals()
    {
        var inputs = MadeUp.InputsOf(MadeUp.Tasks[1], seed: 1, repeats: 1);
        Assert.Empty(inputs.Labels);
        Assert.Equal(["test-1", "training-1", "variables-1"], inputs.Tables.Keys.Order());
        Assert.Equal(Enumerable.Range(0, Background * 9 / 10), Numbers(inputs.Tables["training-1"]));
        var tested = Numbers(inputs.Tables["test-1"]);
        Assert.Equal(Enumerable.Range(Background * 9 / 10, Background / 10 + 2 * Signal), tested.Order());
        Assert.Equal(tested, Numbers(inputs.Tables["variables-1"]));

        // Signals, the last of the files, are anywhere among the test rows.
        var places = Enumerable.Range(0, tested.Length).Where(place => tested[place] >= Background).ToArray();
        Assert.InRange(places.Average() / tested.Length, 0.45, 0.55);
        Assert.NotEqual(tested, Numbers(MadeUp.InputsOf(MadeUp.Tasks[1], seed: 2, repeats: 1).Tables["test-1"]));
        Assert.Equal(6, MadeUp.InputsOf(MadeUp.Tasks[0], 1, 1).Tables.Count);
    }

    [Fact]
    public void Total_improvement_is_of_the_best_channel_of_each_signal()
    {
        // Channel 1: "both" is not told from background, "one" always. Channel 3: half of "both" is.
        var grades = MadeUp.Grade(MadeUp.Tasks[0], Scores(1, (channel, row) => channel == "1"
            ? row >= Background + Signal ? 2 : Hash(row)
            : row >= Background + Signal / 2 ? 2 : Hash(row)), repeats: 1);
        Assert.Equal(10, grades.Metrics["max-significance-improvement:1/one"].Value, 9);
        Assert.InRange(grades.Metrics["max-significance-improvement:1/both"].Value, 0, 0.4);
        Assert.InRange(grades.Metrics["max-significance-improvement:3/both"].Value, 5, 5.2);
        Assert.Equal(grades.Metrics["max-significance-improvement:3/both"].Value, grades.Metrics["total-improvement-min"].Value);
        Assert.Equal(10, grades.Metrics["total-improvement-max"].Value, 9);
        Assert.Equal((10 + grades.Metrics["total-improvement-min"].Value) / 2, grades.Metrics["total-improvement-median"].Value, 9);
        Assert.InRange(grades.Metrics["auc"].Value, 0.7, 0.8);

        // 2000 background events resolve 1 in 100, not 1 in 1000.
        Assert.True(grades.Metrics.ContainsKey("signal-efficiency-at-1e-2"));
        Assert.False(grades.Metrics.ContainsKey("signal-efficiency-at-1e-3"));

        // Draws of the test events scatter about the value.
        Assert.Equal(20, grades.PrimaryRuns.Count);
        Assert.InRange(grades.PrimaryRuns.Average(), 7, 8);
        Assert.True(grades.PrimaryRuns.Distinct().Count() > 10);
    }

    [Fact]
    public void Scores_that_the_protocol_does_not_ask_for_are_refused()
    {
        var scores = Scores(1, (_, row) => Hash(row));
        Assert.Equal("wrong-number-of-scores", Assert.Throws<PluginException>(() => MadeUp.Grade(MadeUp.Tasks[0], scores, repeats: 2)).Code);
        scores.Arrays["scores-3"].Values[5] = float.NaN;
        Assert.Equal("invalid-score", Assert.Throws<PluginException>(() => MadeUp.Grade(MadeUp.Tasks[0], scores, repeats: 1)).Code);
    }

    [Fact]
    public void Any_number_of_threads_scores_the_same_and_a_baseline_scores_its_variable()
    {
        var inputs = MadeUp.InputsOf(MadeUp.Tasks[1], 1, 2);
        var one = Challenge.Run(inputs, Forest, new TrialSettings(1, 2));
        var three = Challenge.Run(inputs, Forest, new TrialSettings(1, 2, Threads: 3));
        Assert.Equal(one.Arrays["scores-1"].Values, three.Arrays["scores-1"].Values);
        Assert.Equal([2, Background / 10 + 2 * Signal], one.Arrays["scores-1"].Shape);

        var met = Challenge.Run(inputs, Challenge.Baselines.Single(entrant => entrant.Name == "met"), new TrialSettings(1, 1));
        Assert.Equal(Numbers(inputs.Tables["test-1"]), met.Arrays["scores-1"].Values.Select(score => (int)score));
        Assert.Equal(["met", "ht", "multiplicity", "met-across", "random-score"], Challenge.Baselines.Select(entrant => entrant.Name));
    }

    [Fact]
    public void On_the_simulation_a_forest_beats_every_single_variable()
    {
        var data = Challenge.Load(null);
        Assert.True(data.IsSimulated);
        Assert.Equal(Challenge.Tasks.Select(task => task.Description), data.Tasks.Select(task => task.Description));
        var inputs = data.InputsOf(data.Tasks[0], 1, 1);
        double Median(Entrant entrant) => data.Grade(data.Tasks[0], Challenge.Run(inputs, entrant, new TrialSettings(1, 1, 2)), 1).Metrics["total-improvement-median"].Value;
        var best = Challenge.Baselines.Max(Median);
        Assert.InRange(Median(Challenge.Baselines[^1]), 0, 0.3);
        Assert.InRange(Median(Forest), best + 0.3, 10);
    }

    [Fact]
    public void Files_are_found_by_their_names_in_the_root_or_in_folders()
    {
        using var folder = new Folder();
        LhcToy.Generate(Path.Combine(folder.Root, "lhc"), new LhcToySettings(Seed: 1, BackgroundEvents: 1000, SignalEvents: 20), threads: 2);
        var data = Challenge.Load(folder.Root);
        Assert.True(data.IsSimulated);
        File.Delete(Path.Combine(folder.Root, "lhc", LhcToy.MarkerName));
        Assert.False(Challenge.Load(folder.Root).IsSimulated);
        Assert.Equal(["all-channels", "channel-1", "channel-2a", "channel-2b", "channel-3"], data.Tasks.Select(task => task.Name));
        Assert.Equal(Challenge.Tasks.Select(task => task.Description), data.Tasks.Select(task => task.Description));
        Assert.Contains("none broke them", data.Origin, StringComparison.Ordinal);
        Assert.Equal(data.Fingerprint, Challenge.Load(Path.Combine(folder.Root, "lhc")).Fingerprint);

        File.Copy(Directory.GetFiles(Path.Combine(folder.Root, "lhc", "chan1"), "background*").Single(), Path.Combine(folder.Root, "background_chan1_9.csv"));
        Assert.Equal("file-twice", Assert.Throws<UserInputException>(() => Challenge.Load(folder.Root)).Code);
        Assert.Equal("data-root-missing", Assert.Throws<UserInputException>(() => Challenge.Load(Path.Combine(folder.Root, "none"))).Code);
        Assert.True(Challenge.Load(Directory.CreateDirectory(Path.Combine(folder.Root, "empty")).FullName).IsSimulated);
    }

    [SharedFact("data/lhc/chan1")]
    public void The_published_files_make_channel_1()
    {
        var data = Challenge.Load(SharedData.PathTo("data"));
        Assert.Equal(["channel-1"], data.Tasks.Select(task => task.Name));
        Assert.Contains("5 broke them, 'sqsq_sq1800_neut800' in 32.2 %", data.Origin, StringComparison.Ordinal);
        var inputs = data.InputsOf(data.Tasks[0], 1, 1);
        Assert.Equal(900, inputs.Tables["training-1"].RowCount);
        var grades = data.Grade(data.Tasks[0], Challenge.Run(inputs, Forest, new TrialSettings(1, 1, 2)), 1);

        // A hundred background events resolve no working point: the largest improvement over the curve stands in.
        Assert.False(grades.Metrics.ContainsKey("signal-efficiency-at-1e-2"));
        Assert.InRange(grades.Metrics["total-improvement-median"].Value, 1, 3.2);
        Assert.InRange(grades.Metrics["auc"].Value, 0.8, 1);
    }

    private static Entrant Forest { get; } = new("isolation-forest", new JsonObject(), "test", EntrantSource.Run, () => new IsolationForest(new IsolationForestOptions()));

    private static LhcChannel MadeUpChannel(Channel channel, params string[] signals) => new(
        channel, MadeUpSample("background", 0, Background), [.. signals.Select((signal, i) => MadeUpSample(signal, Background + i * Signal, Signal))]);

    private static LhcChannel.Sample MadeUpSample(string name, int first, int count)
    {
        var rows = new FeatureTable(Features.Features, Enumerable.Range(first, count).SelectMany(number => (float[])[number, number % 7, number % 3, 1 + number % 2]).ToArray());
        return new LhcChannel.Sample(name, rows, rows, new SelectionReport());
    }

    // Scores by a row's number, in the order of the shuffled test rows.
    private static TrialScores Scores(ulong seed, Func<string, int, double> score)
    {
        var inputs = MadeUp.InputsOf(MadeUp.Tasks[0], seed, 1);
        return new TrialScores(seed, ((string[])["1", "3"]).ToDictionary(channel => "scores-" + channel, channel =>
        {
            float[] values = [.. Numbers(inputs.Tables["test-" + channel]).Select(row => (float)score(channel, row))];
            return new NpyArray<float>([1, values.Length], values);
        }), null, 0);
    }

    private static double Hash(int row) => new RandomStream(7, (ulong)row).Uniform();

    private static int[] Numbers(FeatureTable rows) => [.. Enumerable.Range(0, rows.RowCount).Select(row => (int)rows.Row(row)[0])];

    private sealed class Folder : IDisposable
    {
        public string Root { get; } = Directory.CreateTempSubdirectory("lhc-").FullName;

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }
}
