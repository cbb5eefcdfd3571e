using System.Text.Json.Nodes;
using DarkMachines.Challenges.Baselines;
using DarkMachines.Challenges.Tabular;
using DarkMachines.Data;
using DarkMachines.Testing;

namespace DarkMachines.Challenges.Tests.Tabular;

public class TabularProtocolTests
{
    private static readonly TabularChallenge Challenge = new();

    [Fact]
    public void The_simulation_has_two_tasks_a_set()
    {
        var data = Challenge.Load(null);
        Assert.True(data.IsSimulated);
        Assert.Equal(
            ["inductive/sim-cluster", "inductive/sim-dependency", "inductive/sim-global", "inductive/sim-local",
             "novelty/sim-cluster", "novelty/sim-dependency", "novelty/sim-global", "novelty/sim-local"],
            data.Tasks.Select(t => t.Name));
        Assert.Equal(Challenge.Tasks.Select(t => t.Name), data.Tasks.Select(t => t.Name));
    }

    [Fact]
    public void Inputs_hold_no_label_and_no_order_that_tells_one()
    {
        // Marked rows: column 0 is the row's number, and the anomalies are the last, as files often have them.
        var set = Marked(rows: 1000, anomalies: 200);
        foreach (var protocol in TabularProtocol.All)
        {
            var inputs = Inputs(set, protocol, seed: 1);
            Assert.Empty(inputs.Labels);
            var scored = inputs.Tables.GetValueOrDefault("test") ?? inputs.Tables["pool"];
            var places = Enumerable.Range(0, scored.RowCount).Where(row => scored.Row(row)[0] >= 800).ToArray();
            Assert.Equal(200, places.Length);

            // Uniformly spread, their mean place has a deviation of 1/√(12·200) of the length, 2 %.
            Assert.InRange(places.Average() / scored.RowCount, 0.4, 0.6);
            Assert.True(places.Max() - places.Min() > 0.9 * scored.RowCount);
        }
    }

    [Fact]
    public void The_order_depends_on_labels_that_a_trial_does_not_know()
    {
        var set = Marked(100, 10);
        var other = set with { IsAnomaly = [.. set.IsAnomaly.Reverse()] };
        Assert.NotEqual(
            Inputs(set, TabularProtocol.Inductive, 1).Tables["pool"].Values.ToArray(),
            Inputs(other, TabularProtocol.Inductive, 1).Tables["pool"].Values.ToArray());
    }

    [Fact]
    public void Novelty_never_trains_on_a_row_that_is_tested()
    {
        var inputs = Inputs(Marked(1000, 200), TabularProtocol.Novelty, seed: 1);
        var pool = Column(inputs.Tables["pool"]);
        var test = Column(inputs.Tables["test"]);
        Assert.Empty(pool.Intersect(test));
        Assert.All(pool, row => Assert.True(row < 800));
        Assert.Equal(600, pool.Length);
        Assert.Equal(400, test.Length);
    }

    [Theory]
    [InlineData("inductive", 600, 400)]
    [InlineData("novelty", 400, 400)]
    public void Each_repeat_fits_anew_on_standardised_rows_of_the_right_number(string protocolName, int trained, int tested)
    {
        var protocol = TabularProtocol.All.Single(p => p.Name == protocolName);
        var fits = new List<(int Rows, double Mean, double Deviation, ulong Seed)>();
        var entrant = Entrant(() => new Spy((table, context) =>
        {
            var scaler = Standardiser.Fit(table);
            lock (fits)
                fits.Add((table.RowCount, scaler.Means[0], scaler.Deviations[0], context.Seed));
        }));
        var scores = Challenge.Run(Inputs(Marked(1000, 200), protocol, 1), entrant, new TrialSettings(1, 5, Threads: 2));
        Assert.Equal([5, tested], scores.Arrays["scores"].Shape);
        Assert.Equal(5, fits.Count);
        Assert.Equal(5, fits.Select(fit => fit.Seed).Distinct().Count());
        Assert.All(fits, fit => Assert.Equal(trained, fit.Rows));
        Assert.All(fits, fit => Assert.Equal(0, fit.Mean, 1e-5));
        Assert.All(fits, fit => Assert.Equal(1, fit.Deviation, 1e-5));
    }

    [Fact]
    public void Scores_are_graded_against_the_rows_that_they_were_given_for()
    {
        // The score is the row's number, which only the grader knows to be the label: both protocols must find AUC 1.
        var set = Marked(1000, 200);
        var data = new TabularTrials([set], isSimulated: false, "test");
        foreach (var task in data.Tasks)
        {
            var scores = Challenge.Run(data.InputsOf(task, 7, 3), Entrant(() => new Spy((_, _) => { })), new TrialSettings(7, 3));
            var grades = data.Grade(task, scores, 3);
            Assert.Equal(1, grades.Metrics["auc"].Value);
            Assert.Equal(1, grades.Metrics["average-precision"].Value);
            Assert.Equal(3, grades.PrimaryRuns.Count);
        }
    }

    [Fact]
    public void Same_seed_same_bytes_on_any_threads_and_another_seed_other_splits()
    {
        var data = Challenge.Load(null);
        foreach (var task in data.Tasks.Where(t => t.Name.EndsWith("local", StringComparison.Ordinal)))
        {
            var one = Run(data, task, new TrialSettings(3, 4, Threads: 1));
            Assert.Equal(one, Run(data, task, new TrialSettings(3, 4, Threads: 3)));
            Assert.NotEqual(one, Run(data, task, new TrialSettings(4, 4)));
            Assert.NotEqual(one[..(one.Length / 4)], one[(one.Length / 4)..(one.Length / 2)]);
        }

        static float[] Run(IChallengeData data, ChallengeTask task, TrialSettings settings) =>
            Challenge.Run(data.InputsOf(task, settings.Seed, settings.Repeats), DistanceFromMean.Entrant, settings).Arrays["scores"].Values;
    }

    [Fact]
    public void Random_scores_reach_one_half_and_the_share_of_anomalies()
    {
        var data = Challenge.Load(null);
        var task = data.Tasks[0];
        var grades = data.Grade(task, Challenge.Run(data.InputsOf(task, 1, 40), RandomScore.Entrant, new TrialSettings(1, 40)), 40);

        // 40 repeats of 20 anomalies: a deviation of 0.065/√40 = 0.01, more as the repeats share rows.
        Assert.InRange(grades.Metrics["auc"].Value, 0.45, 0.55);
        Assert.InRange(grades.Metrics["average-precision"].Value, 0.03, 0.1);
        Assert.True(grades.Metrics["auc"].Low < grades.Metrics["auc"].High);
    }

    [Fact]
    public void A_repeat_without_anomalies_to_test_is_left_out_and_none_at_all_is_said()
    {
        var rows = TestTables.Table(1, [.. Enumerable.Range(0, 40).Select(i => (float)i)]);
        var set = new TabularSet("few", rows, [.. Enumerable.Range(0, 40).Select(i => i == 39)]);
        var data = new TabularTrials([set], isSimulated: false, "test");
        var graded = data.Grade(data.Tasks[0], Scores(data, 10), 10).PrimaryRuns.Count;
        var missed = Enumerable.Range(0, 10).Count(r => !TabularDraw.Of(set, TabularProtocol.Inductive, 1).TestedIn(TabularProtocol.Inductive, 1, r).Contains(39));
        Assert.InRange(missed, 1, 9);
        Assert.Equal(10 - missed, graded);

        var never = new TabularTrials([set with { IsAnomaly = new bool[40] }], isSimulated: false, "test");
        Assert.Equal("nothing-to-grade", Assert.Throws<UserInputException>(() => never.Grade(never.Tasks[0], Scores(never, 2), 2)).Code);

        static TrialScores Scores(TabularTrials data, int repeats) =>
            Challenge.Run(data.InputsOf(data.Tasks[0], 1, repeats), RandomScore.Entrant, new TrialSettings(1, repeats));
    }

    [Fact]
    public void Scores_of_another_shape_or_that_are_not_numbers_are_refused()
    {
        var data = Challenge.Load(null);
        var scores = Challenge.Run(data.InputsOf(data.Tasks[0], 1, 2), DistanceFromMean.Entrant, new TrialSettings(1, 2));
        Assert.Equal("wrong-number-of-scores", Assert.Throws<PluginException>(() => data.Grade(data.Tasks[0], scores, 3)).Code);
        Assert.Contains("there is none", Assert.Throws<PluginException>(
            () => data.Grade(data.Tasks[0], scores with { Arrays = new Dictionary<string, NpyArray<float>>() }, 2)).Message, StringComparison.Ordinal);
        scores.Arrays["scores"].Values[5] = float.NaN;
        Assert.Equal("invalid-score", Assert.Throws<PluginException>(() => data.Grade(data.Tasks[0], scores, 2)).Code);
        var broken = Entrant(() => new Spy((_, _) => { }, float.NaN));
        Assert.Equal("invalid-score", Assert.Throws<PluginException>(
            () => Challenge.Run(data.InputsOf(data.Tasks[0], 1, 1), broken, new TrialSettings(1, 1))).Code);
    }

    [Fact]
    public void What_is_no_detector_is_told_so()
    {
        var data = Challenge.Load(null);
        var failure = Assert.Throws<UserInputException>(
            () => Challenge.Run(data.InputsOf(data.Tasks[0], 1, 1), RandomGuess.Entrant, new TrialSettings(1, 1)));
        Assert.Equal("wrong-kind", failure.Code);
    }

    [Fact]
    public void A_fitted_model_is_given_the_columns_as_they_are_and_refused_where_they_differ()
    {
        var set = Marked(100, 20);
        var data = new TabularTrials([set], isSimulated: false, "test");
        var model = new Spy((_, _) => { }).Fit(set.Rows, new FitContext(1));
        var entrant = Entrant(() => model) with { Fitted = model };
        Assert.Null(data.Refusal(data.Tasks[1], entrant));
        var inputs = data.InputsOf(data.Tasks[1], 1, 2);
        var scores = Challenge.Run(inputs, entrant, new TrialSettings(1, 2));
        Assert.Equal([.. Column(inputs.Tables["test"]), .. Column(inputs.Tables["test"])], scores.Arrays["scores"].Values);
        Assert.Null(scores.FitSeconds);

        Assert.Contains("takes 2 columns", Challenge.Load(null).Refusal(Challenge.Tasks[0], entrant), StringComparison.Ordinal);
    }

    /// <summary>Column 0 is the number of the row; the anomalies are the last rows.</summary>
    private static TabularSet Marked(int rows, int anomalies) => new(
        "marked",
        TestTables.Table(2, [.. Enumerable.Range(0, rows).SelectMany(row => (float[])[row, row % 7])]),
        [.. Enumerable.Range(0, rows).Select(row => row >= rows - anomalies)]);

    private static TrialInputs Inputs(TabularSet set, TabularProtocol protocol, ulong seed) =>
        new TabularTrials([set], isSimulated: false, "test").InputsOf(protocol.TaskOf(set), seed, 1);

    private static float[] Column(FeatureTable table) => [.. Enumerable.Range(0, table.RowCount).Select(row => table.Row(row)[0])];

    private static Entrant Entrant(Func<object> create) => new("spy", new JsonObject(), "none", EntrantSource.Run, create);

    /// <summary>Its score is the first column plus a number.</summary>
    private sealed class Spy(Action<FeatureTable, FitContext> look, float offset = 0) : IAnomalyDetector
    {
        public IAnomalyModel Fit(FeatureTable background, FitContext context)
        {
            look(background, context);
            return new Model(background.Features, offset);
        }

        private sealed class Model(IReadOnlyList<Feature> features, float offset) : IAnomalyModel
        {
            public IReadOnlyList<Feature> Features => features;

            public void Score(ReadOnlySpan<float> rows, Span<float> scores)
            {
                for (var row = 0; row < scores.Length; row++)
                    scores[row] = rows[row * features.Count] + offset;
            }
        }
    }
}
