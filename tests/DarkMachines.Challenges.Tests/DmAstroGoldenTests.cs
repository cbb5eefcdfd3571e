using System.Text.Json.Nodes;
using DarkMachines.Challenges.DmAstro;
using DarkMachines.Forests;
using DarkMachines.Linear;
using DarkMachines.Testing;

namespace DarkMachines.Challenges.Tests;

/// <summary>The figures of MNRAS 520 (2023) 1348 on the authors' own rows, as scikit-learn reproduces them.</summary>
public class DmAstroGoldenTests
{
    private const string File = "data/fermi/dm_astro_training_set.txt";
    private static readonly DmAstroChallenge Challenge = new();

    [SharedTheory(File)]
    [InlineData("2F", 0.849, 0.854, 0.844, 0.940, 0.3074)]
    [InlineData("4F", 0.860, 0.868, 0.8525, 0.945, 0.2962)]
    public void Logistic_regression_over_100_runs(
        string task, double accuracy, double trueNegatives, double truePositives, double auc, double logLoss)
    {
        var metrics = Run(task, () => new LogisticRegression(new LogisticRegressionOptions()), repeats: 20).Metrics;
        Assert.Equal(accuracy, metrics["overall-accuracy"].Value, 0.003);
        Assert.Equal(trueNegatives, metrics["true-negative-rate"].Value, 0.003);
        Assert.Equal(truePositives, metrics["true-positive-rate"].Value, 0.003);
        Assert.Equal(auc, metrics["auc"].Value, 0.001);
        Assert.Equal(logLoss, metrics["log-loss"].Value, 0.001);
    }

    [SharedFact(File)]
    public void Random_forest_over_10_runs()
    {
        var metrics = Run("4F", () => new RandomForest(new RandomForestOptions()), repeats: 2).Metrics;
        Assert.Equal(0.918, metrics["overall-accuracy"].Value, 0.01);
        Assert.Equal(0.981, metrics["auc"].Value, 0.005);
    }

    [SharedFact(File)]
    public void Gaussian_naive_Bayes_over_100_runs()
    {
        var metrics = Run("2F", () => new GaussianNaiveBayes(new GaussianNaiveBayesOptions()), repeats: 20).Metrics;
        Assert.Equal(0.8419, metrics["overall-accuracy"].Value, 0.003);
        Assert.Equal(0.338, metrics["log-loss"].Value, 0.002);
    }

    private static Grades Run(string task, Func<object> create, int repeats)
    {
        var data = Challenge.Load(SharedData.PathTo("data"));
        Assert.False(data.IsSimulated);
        var entrant = new Entrant("golden", new JsonObject(), "none", EntrantSource.Run, create);
        var chosen = Challenge.Tasks.Single(t => t.Name == task);
        return data.Grade(chosen, Challenge.Run(data.InputsOf(chosen, 1, repeats), entrant, new TrialSettings(1, repeats, Threads: 2)), repeats);
    }
}
