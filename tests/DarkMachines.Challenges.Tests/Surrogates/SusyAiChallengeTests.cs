using DarkMachines.Challenges.Baselines;
using DarkMachines.Challenges.Surrogates.Classification;
using DarkMachines.Data;
using DarkMachines.Testing;

namespace DarkMachines.Challenges.Tests.Surrogates;

public sealed class SusyAiChallengeTests
{
    private const int Repeats = 2;

    private static readonly SusyAiChallenge Challenge = new();

    [Fact]
    public void The_rule_allows_about_half_of_the_box_and_has_nineteen_parameters()
    {
        var (points, labels) = new PointLabels(null).Draw(20_000, new RandomStream(1));
        Assert.InRange(labels.Indices.Count(1) / 20_000.0, 0.3, 0.7);
        Assert.Equal(19, points.ColumnCount);
    }

    [SharedFact("data/susy/susyai_weights.txt")]
    public void The_published_network_labels_where_its_weights_are()
    {
        var labels = new PointLabels(SharedData.PathTo("data"));
        Assert.False(labels.IsByRule);
        var golden = TableFile.Read(SharedData.PathTo("data", "susy", "susyai_golden.csv")).Rows;
        for (var row = 0; row < golden.RowCount; row++)
            Assert.Equal(golden.Row(row)[19] > 0.5f, labels.IsAllowed(golden.Row(row)[..19]));

        // 44.0 % by the record; 5000 points tell it to 0.7 %.
        Assert.Equal(0.440, labels.Draw(5000, new RandomStream(1)).Labels.Indices.Count(1) / 5000.0, 0.02);
    }

    [Fact]
    public void A_trial_sees_no_label_of_the_points_it_is_asked_about()
    {
        var inputs = Challenge.Load(null).InputsOf(Challenge.Tasks[0], 1, Repeats);
        Assert.Equal(["training"], inputs.Labels.Keys);
        Assert.Equal(Repeats * SusyAiChallenge.TrainingPoints, inputs.Labels["training"].Count);
        Assert.Equal(Repeats * SusyAiChallenge.AskedPoints, inputs.Tables["asked"].RowCount);
    }

    [Fact]
    public void Answers_are_graded_by_what_is_true()
    {
        var data = Challenge.Load(null);
        var rule = new PointLabels(null);
        var asked = data.InputsOf(Challenge.Tasks[0], 1, Repeats).Tables["asked"];
        float[] truth = [.. Enumerable.Range(0, asked.RowCount).Select(row => rule.IsAllowed(asked.Row(row)) ? 1f : 0)];

        var right = Grade(data, truth);
        Assert.Equal((1, 1, 1, 0), (right["accuracy"], right["accuracy-at-cl-0.95"], right["coverage-at-cl-0.95"], right["brier"]));

        // All the wrong way round: the levels, which are measured, set it right; the probabilities do not.
        var wrong = Grade(data, Array.ConvertAll(truth, p => 1 - p));
        Assert.Equal((0, 0, 1), (wrong["accuracy"], wrong["auc"], wrong["brier"]));

        // One in ten turned round, and nothing known of which: no point reaches a level of 0.95.
        var random = new RandomStream(3);
        var noisy = Grade(data, Array.ConvertAll(truth, p => random.Uniform() < 0.1 ? 1 - p : p));
        Assert.Equal(0.9, noisy["accuracy"], 0.02);
        Assert.Equal(0, noisy["coverage-at-cl-0.95"]);
        Assert.False(noisy.ContainsKey("accuracy-at-cl-0.95"));
    }

    [Fact]
    public void A_trial_answers_with_probabilities_the_same_on_any_threads()
    {
        var data = Challenge.Load(null);
        var inputs = data.InputsOf(Challenge.Tasks[0], 1, Repeats);
        var scores = Challenge.Run(inputs, BestSingleFeature.Entrant, new TrialSettings(1, Repeats));
        Assert.Equal(scores.Arrays["asked"].Values, Challenge.Run(inputs, BestSingleFeature.Entrant, new TrialSettings(1, Repeats, Threads: 2)).Arrays["asked"].Values);
        Assert.InRange(data.Grade(Challenge.Tasks[0], scores, Repeats).Metrics["accuracy"].Value, 0.45, 0.7);
    }

    [Fact]
    public void Answers_that_are_none_are_refused()
    {
        var data = Challenge.Load(null);
        Assert.Equal("wrong-number-of-scores", Assert.Throws<PluginException>(() => Grade(data, new float[7])).Code);
        var answers = new float[Repeats * SusyAiChallenge.AskedPoints];
        answers[3] = float.NaN;
        Assert.Equal("invalid-probability", Assert.Throws<PluginException>(() => Grade(data, answers)).Code);
    }

    [Fact]
    public void Points_chosen_from_the_pool_are_graded_beside_as_many_at_random()
    {
        var challenge = new ActiveChallenge();
        var data = challenge.Load(null);
        var inputs = data.InputsOf(challenge.Tasks[0], 1, 2);
        Assert.Equal(["pool"], inputs.Labels.Keys);
        var scores = challenge.Run(inputs, BestSingleFeature.Entrant, new TrialSettings(1, 2));
        var grades = data.Grade(challenge.Tasks[0], scores, 2);
        Assert.Equal(grades.Metrics["accuracy"].Value - grades.Metrics["accuracy-at-random"].Value, grades.Metrics["gain"].Value, 1e-9);
        Assert.InRange(grades.Metrics["accuracy-at-random"].Value, 0.45, 0.7);
        Assert.Equal(2, grades.PrimaryRuns.Count);
    }

    private static Dictionary<string, double> Grade(IChallengeData data, float[] answers)
    {
        var array = new NpyArray<float>(answers.Length == 7 ? [7] : [Repeats, SusyAiChallenge.AskedPoints], answers);
        var scores = new TrialScores(1, new Dictionary<string, NpyArray<float>> { ["asked"] = array }, null, 1);
        return data.Grade(Challenge.Tasks[0], scores, Repeats).Metrics.ToDictionary(metric => metric.Key, metric => metric.Value.Value);
    }
}
