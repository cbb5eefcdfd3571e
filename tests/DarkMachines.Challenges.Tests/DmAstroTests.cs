using System.Text.Json.Nodes;
using DarkMachines.Challenges.Baselines;
using DarkMachines.Challenges.DmAstro;
using DarkMachines.Data;

namespace DarkMachines.Challenges.Tests;

public class DmAstroTests
{
    private static readonly DmAstroChallenge Challenge = new();
    private static readonly IChallengeData Simulated = Challenge.Load(dataRoot: null);
    private static readonly ChallengeTask Task2F = Challenge.Tasks[0];

    [Fact]
    public void Threads_do_not_change_a_byte()
    {
        var one = Run(BestSingleFeature.Entrant, new TrialSettings(Seed: 3, Repeats: 1, Threads: 1));
        var four = Run(BestSingleFeature.Entrant, new TrialSettings(Seed: 3, Repeats: 1, Threads: 4));
        foreach (var (name, array) in one.Arrays)
            Assert.Equal(array.Values, four.Arrays[name].Values);
        Assert.Equal(Grade(one, 1).Metrics, Grade(four, 1).Metrics);
    }

    [Fact]
    public void A_fit_sees_four_fifths_of_the_rows_standardised_and_every_row_is_tested_once_a_repeat()
    {
        var seen = new List<(int Rows, double LargestMean)>();
        var entrant = Entrant(() => new Spy(table =>
        {
            var means = Standardiser.Fit(table).Means;
            lock (seen)
                seen.Add((table.RowCount, Math.Max(Math.Abs(means[0]), Math.Abs(means[1]))));
        }));
        var scores = Run(entrant, new TrialSettings(Seed: 1, Repeats: 2));
        Assert.Equal(10, seen.Count);
        Assert.All(seen, fit => Assert.InRange(fit.Rows, 4528, 4531));
        Assert.All(seen, fit => Assert.InRange(fit.LargestMean, 0, 1e-5));

        // The spy gives every row it scores the same positive probability: a zero would be a row never tested.
        Assert.DoesNotContain(0f, scores.Arrays["scores"].Values);
        Assert.Equal([2, 5662, 2], scores.Arrays["scores"].Shape);
        Assert.Equal([10, 1125], scores.Arrays["unidentified"].Shape);
    }

    [Fact]
    public void Random_guessing_is_right_half_the_time()
    {
        var grades = Grade(Run(RandomGuess.Entrant, new TrialSettings(Seed: 1, Repeats: 4)), 4);
        Assert.InRange(grades.Metrics["overall-accuracy"].Value, 0.48, 0.52);
        Assert.InRange(grades.Metrics["auc"].Value, 0.48, 0.52);
        Assert.Equal(20, grades.PrimaryRuns.Count);
    }

    [Fact]
    public void True_negatives_are_reported_for_each_population()
    {
        var grades = Grade(Run(BestSingleFeature.Entrant, new TrialSettings(Seed: 1, Repeats: 1)), 1);
        Assert.Equal(
            ["overall-accuracy", "true-negative-rate", "true-positive-rate", "auc", "log-loss",
             "true-negative-rate-bll", "true-negative-rate-fsrq", "true-negative-rate-bcu", "true-negative-rate-psr"],
            grades.Metrics.Keys);
    }

    [Fact]
    public void A_candidate_is_one_source_over_all_runs()
    {
        // Source s has probability s/2000 in every run: read along the wrong axis, every "source" would scatter.
        const int runs = 100, sources = 1125;
        var unidentified = new float[runs * sources];
        for (var i = 0; i < unidentified.Length; i++)
            unidentified[i] = i % sources / 2000f;
        var scores = new TrialScores(
            1, new Dictionary<string, NpyArray<float>> { ["unidentified"] = new([runs, sources], unidentified) }, null, 0);

        var report = ((ICandidateSearch)Simulated).Search(scores);
        Assert.Equal(1124, report.Candidates[0].Index);
        Assert.All(report.Candidates, c => Assert.Equal(0, c.Spread, 1e-6));
        Assert.All(report.Candidates, c => Assert.Equal(c.Index >= 1000 ? runs : 0, c.RunsAtThreshold[0]));
        Assert.Equal(125, report.CountsPerRun[0].Value);
        Assert.Equal(0, report.CountsPerRun[0].Spread);
    }

    [Theory]
    [InlineData(float.NaN, 0.5f)]
    [InlineData(1.5f, -0.5f)]
    [InlineData(0.2f, 0.2f)]
    public void Answers_that_are_no_probabilities_are_refused(float astro, float dm)
    {
        var failure = Assert.Throws<PluginException>(() =>
            Run(Entrant(() => new Spy(_ => { }, astro, dm)), new TrialSettings(1, 1)));
        Assert.Equal("invalid-probability", failure.Code);
    }

    [Fact]
    public void An_anomaly_detector_is_told_that_it_cannot_take_part()
    {
        var failure = Assert.Throws<UserInputException>(() => Run(Entrant(() => new Detector()), new TrialSettings(1, 1)));
        Assert.Contains("neither a classifier nor a density estimator", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_stops() => Assert.ThrowsAny<OperationCanceledException>(() =>
        Run(RandomGuess.Entrant, new TrialSettings(1, 20, Cancellation: new CancellationToken(canceled: true))));

    [Fact]
    public void A_fitted_model_takes_columns_by_name_in_any_order_and_classes_by_number()
    {
        var fitted = new Fitted(["beta", "e-peak"], ["1", "0"]);
        var entrant = Entrant(() => fitted) with { Fitted = fitted };
        Assert.Null(Simulated.Refusal(Task2F, entrant));
        var scores = Run(entrant, new TrialSettings(1, 1));

        // The model answers p("1") = sigmoid of its first column, which is beta; class 1 is dm.
        var data = DmAstroData.Load(null);
        Assert.Equal(1 / (1 + Math.Exp(-data.Sources.Row(5)[1])), scores.Arrays["scores"].Values[11], 1e-6);
        Assert.Null(scores.FitSeconds);
    }

    [Fact]
    public void A_fitted_model_that_does_not_fit_is_refused_with_the_reason()
    {
        Assert.Contains("3 columns", Refusal(new Fitted(["a", "b", "c"], ["0", "1"])), StringComparison.Ordinal);
        Assert.Contains("(beta, gamma)", Refusal(new Fitted(["beta", "gamma"], ["0", "1"])), StringComparison.Ordinal);
        Assert.Contains("cat, dog", Refusal(new Fitted(["a", "b"], ["cat", "dog"])), StringComparison.Ordinal);
        Assert.Contains("not a classifier", Refusal(new Density()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_positive_class_of_a_fitted_model_stands_for_dark_matter()
    {
        var fitted = new Fitted(["a", "b"], ["halo", "source"]);
        var entrant = Entrant(() => fitted) with { Fitted = fitted, PositiveClass = "halo" };
        Assert.Null(Simulated.Refusal(Task2F, entrant));
        var scores = Run(entrant, new TrialSettings(1, 1));
        var data = DmAstroData.Load(null);
        Assert.Equal(1 / (1 + Math.Exp(-data.Sources.Row(5)[0])), scores.Arrays["scores"].Values[11], 1e-6);
    }

    [Fact]
    public void A_model_that_answers_otherwise_when_two_threads_ask_is_refused()
    {
        var failure = Assert.Throws<PluginException>(() => Run(Entrant(() => new Shared()), new TrialSettings(1, 1)));
        Assert.Equal("model-not-thread-safe", failure.Code);
    }

    [Fact]
    public void Scores_of_another_shape_or_that_are_no_probabilities_are_not_graded()
    {
        var scores = Run(RandomGuess.Entrant, new TrialSettings(1, 1));
        Assert.Equal("wrong-number-of-scores", Assert.Throws<PluginException>(() => Grade(scores, 2)).Code);
        scores.Arrays["unidentified"].Values[3] = float.PositiveInfinity;
        Assert.Equal("invalid-probability", Assert.Throws<PluginException>(() => Grade(scores, 1)).Code);
        var few = scores.Arrays.Where(a => a.Key != "scores").ToDictionary();
        Assert.Contains("there is none", Assert.Throws<PluginException>(() => Grade(scores with { Arrays = few }, 1)).Message, StringComparison.Ordinal);
    }

    private static TrialScores Run(Entrant entrant, TrialSettings settings) =>
        Challenge.Run(Simulated.InputsOf(Task2F, settings.Seed, settings.Repeats), entrant, settings);

    private static Grades Grade(TrialScores scores, int repeats) => Simulated.Grade(Task2F, scores, repeats);

    private static string? Refusal(IModel model) => Simulated.Refusal(Task2F, Entrant(() => model) with { Fitted = model });

    private static Entrant Entrant(Func<object> create) => new("spy", new JsonObject(), "none", EntrantSource.Run, create);

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    // Its model keeps the row it is at in a field that all threads share.
    private sealed class Shared : IClassifier
    {
        public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context) => new Model(rows.Features, labels.Classes);

        private sealed class Model(IReadOnlyList<Feature> features, IReadOnlyList<string> classes) : IClassifierModel
        {
            private float _scratch;

            public IReadOnlyList<Feature> Features => features;

            public IReadOnlyList<string> Classes => classes;

            public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
            {
                for (var i = 0; i < probabilities.Length; i += 2)
                {
                    _scratch = i / (float)probabilities.Length;
                    if (i == 100)
                        Thread.Sleep(20);
                    Thread.SpinWait(20);
                    (probabilities[i], probabilities[i + 1]) = (_scratch, 1 - _scratch);
                }
            }
        }
    }

    private sealed class Spy(Action<FeatureTable> look, float astro = 0.25f, float dm = 0.75f) : IClassifier
    {
        public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
        {
            look(rows);
            return new Constant(rows.Features, labels.Classes, astro, dm);
        }

        private sealed class Constant(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, float astro, float dm) : IClassifierModel
        {
            public IReadOnlyList<Feature> Features => features;

            public IReadOnlyList<string> Classes => classes;

            public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
            {
                for (var i = 0; i < probabilities.Length; i++)
                    probabilities[i] = i % 2 == 0 ? astro : dm;
            }
        }
    }

    private sealed class Detector : IAnomalyDetector
    {
        public IAnomalyModel Fit(FeatureTable background, FitContext context) => throw new InvalidOperationException("never asked");
    }

    private sealed class Density : IDensityModel
    {
        public IReadOnlyList<Feature> Features { get; } = [new("a"), new("b")];

        public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities) => logDensities.Clear();
    }

    private sealed class Fitted(string[] columns, string[] classes) : IClassifierModel
    {
        public IReadOnlyList<Feature> Features { get; } = [.. columns.Select(c => new Feature(c))];

        public IReadOnlyList<string> Classes => classes;

        public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            for (var row = 0; row < probabilities.Length / 2; row++)
            {
                var p = (float)Sigmoid(rows[row * columns.Length]);
                (probabilities[2 * row], probabilities[2 * row + 1]) = (p, 1 - p);
            }
        }
    }
}
