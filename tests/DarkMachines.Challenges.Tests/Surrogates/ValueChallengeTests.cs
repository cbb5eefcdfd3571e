using DarkMachines.Challenges.Surrogates.Regression;
using DarkMachines.Data;
using DarkMachines.Testing;

namespace DarkMachines.Challenges.Tests.Surrogates;

public sealed class ValueChallengeTests
{
    private const int Repeats = 2;

    public static TheoryData<string> Names => ["xsec", "likelihood"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_fresh_checkout_has_a_task_that_the_mean_does_not_solve(string name)
    {
        var challenge = Of(name);
        var data = challenge.Load(null);
        Assert.True(data.IsSimulated);
        var (task, inputs) = (data.Tasks[0], data.InputsOf(data.Tasks[0], 1, Repeats));
        var scores = challenge.Run(inputs, MeanValue.Entrant, new TrialSettings(1, Repeats));
        var metrics = data.Grade(task, scores, Repeats).Metrics;
        Assert.InRange(metrics["accuracy"].Value, -20, 0.4);
        Assert.All(metrics.Values, metric => Assert.True(double.IsFinite(metric.Value)));
        Assert.Equal(data.Fingerprint, Of(name).Load(null).Fingerprint);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Predictions_are_graded_by_what_is_true(string name)
    {
        var data = Of(name).Load(null);
        var task = data.Tasks[0];
        var values = data.InputsOf(task, 1, Repeats).Tables["values"].Values.ToArray();
        float[] truth = [.. Enumerable.Range(0, Repeats).SelectMany(repeat => ValueSet.Split(values.Length, 0.3, 1, repeat).Test.Select(row => values[row]))];
        var right = Grade(data, task, truth);
        Assert.Equal((1, 0), (right["accuracy"].Value, right["error-quantile-99.7"].Value));
        var error = name == "xsec" ? "mape" : "mean-absolute-error";
        var off = Grade(data, task, Array.ConvertAll(truth, value => value * 1.01f));
        Assert.Equal(1 - off["accuracy"].Value, off[error].Value, 1e-9);
        if (name == "xsec")
            Assert.Equal(0.01, off["error-quantile-68"].Value, 1e-4);
        else
            Assert.Equal(1, off["rank-correlation-near-optimum"].Value, 1e-9);
        Assert.Equal("invalid-prediction", Assert.Throws<PluginException>(() => Grade(data, task, Array.ConvertAll(truth, _ => float.NaN))).Code);
        Assert.Equal("wrong-number-of-scores", Assert.Throws<PluginException>(() => data.Grade(task, Scores(truth[1..], truth.Length / 2), Repeats)).Code);
    }

    [SharedFact("data/susy/idm", "data/susy/deepxs")]
    public void The_published_tables_are_tasks()
    {
        var challenge = new XsecChallenge();
        var data = challenge.Load(SharedData.PathTo("data"));
        Assert.False(data.IsSimulated);
        Assert.Equal(10, data.Tasks.Count);
        Assert.Equal(challenge.Published.Select(row => row.Task).Order(), data.Tasks.Select(task => task.Name).Order());
        var idm = data.InputsOf(data.Tasks.Single(task => task.Name == "idm-3537"), 1, 1);
        Assert.Equal(20_000, idm.Tables["parameters"].RowCount);
        var neutralinos = data.InputsOf(data.Tasks.Single(task => task.Name == "deepxs-n2n2"), 1, 1).Tables["parameters"];
        Assert.Equal(["N21", "N22", "N23² − N24²", "|mN2|", "msq1", "msq2", "msq3", "mean msq", "mgluino"], neutralinos.Features.Select(feature => feature.Name));
        // Of the table's first line.
        Approximately([0.024240109, 0.0314061136, 0.703499084 * 0.703499084 - 0.709587987 * 0.709587987, 143.814267, 2166.89867, 3365.35288, 4094.89471], neutralinos.Row(0)[..7]);
        Assert.Equal((14_000, 6_000), Lengths(ValueSet.Split(20_000, XsecFiles.TestShareOf("idm-3537"), 1, 0)));
        Assert.Equal((8_000, 2_000), Lengths(ValueSet.Split(10_000, XsecFiles.TestShareOf("deepxs-c1c1"), 1, 0)));
    }

    [SharedFact("data/optimisation/mssm7_weights.txt")]
    public void The_published_likelihoods_are_tasks()
    {
        var data = new LikelihoodChallenge().Load(SharedData.PathTo("data"));
        Assert.Equal(["mssm7", "lcdm"], data.Tasks.Select(task => task.Name));
        Assert.Equal([12, 6], data.Tasks.Select(task => task.Features.Count));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error() =>
        Assert.Equal("data-root-missing", Assert.Throws<UserInputException>(() => new XsecChallenge().Load("/nowhere")).Code);

    private static void Approximately(double[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5 * Math.Abs(expected[i]));
    }

    private static (int, int) Lengths((int[] Training, int[] Test) split) => (split.Training.Length, split.Test.Length);

    private static IChallenge Of(string name) => name == "xsec" ? new XsecChallenge() : new LikelihoodChallenge();

    private static IReadOnlyDictionary<string, Statistics.Estimate> Grade(IChallengeData data, ChallengeTask task, float[] predictions) =>
        data.Grade(task, Scores(predictions, predictions.Length / Repeats), Repeats).Metrics;

    private static TrialScores Scores(float[] predictions, int width) =>
        new(1, new Dictionary<string, NpyArray<float>> { ["predictions"] = new([predictions.Length / width, width], predictions) }, null, 1);
}
