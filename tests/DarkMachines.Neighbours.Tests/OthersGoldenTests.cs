using System.Text.Json;
using DarkMachines.Testing;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Neighbours.Tests;

/// <summary>The answers of scikit-learn on metrics, outlier factors and density ratios, recorded by golden/make_golden_others.py.</summary>
public class OthersGoldenTests
{
    // A few roundings of float32, which the plugin measures distances in.
    private const double Tolerance = 2e-6;

    private static readonly FitContext Context = new(1);
    private static readonly Golden Recorded = Read();

    public static TheoryData<int> Metrics => [.. Enumerable.Range(0, Recorded.Metrics.Length)];

    public static TheoryData<int> Lofs => [.. Enumerable.Range(0, Recorded.Lof.Length)];

    public static TheoryData<int> Ratios => [.. Enumerable.Range(0, Recorded.Ratios.Length)];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Distances_are_those_of_scikit_learn(int number)
    {
        var golden = Recorded.Metrics[number];
        Assert.All(golden.KthDistances.Zip(Scores(golden, KnnScore.KthDistance)), Agree);
        Assert.All(golden.MeanDistances.Zip(Scores(golden, KnnScore.MeanDistance)), Agree);
    }

    [Theory]
    [MemberData(nameof(Lofs))]
    public void Outlier_factors_are_those_of_scikit_learn(int number)
    {
        var golden = Recorded.Lof[number];
        var model = new Lof(new LofOptions { Neighbours = golden.Neighbours, Standardise = golden.Standardise })
            .Fit(Table(golden.Columns, golden.Train), Context);
        Assert.All(golden.TrainingScores.Zip(model.TrainingScores), Agree);
        Assert.All(golden.Scores.Zip(model.Scores(golden.Query)), Agree);
    }

    [Theory]
    [MemberData(nameof(Ratios))]
    public void Density_ratios_follow_from_the_distances_of_scikit_learn(int number)
    {
        var golden = Recorded.Ratios[number];
        int first = golden.First.Length / golden.Columns, second = golden.Second.Length / golden.Columns;
        var labels = Labels(2, [.. Enumerable.Repeat(0, first), .. Enumerable.Repeat(1, second)]);
        var model = new KnnTwoSample(new KnnTwoSampleOptions { Neighbours = golden.Neighbours })
            .Fit(Table(golden.Columns, [.. golden.First, .. golden.Second]), labels, Context);
        var ratios = new float[golden.LogRatios.Length];
        model.LogRatio(1, 0, golden.Query, ratios);
        var shares = model.Probabilities(golden.Query);
        Assert.All(golden.LogRatios, (expected, i) => Assert.Equal(expected, ratios[i], 10 * Tolerance));
        Assert.All(golden.Shares, (expected, i) => Assert.Equal(expected, shares[2 * i + 1], 10 * Tolerance));
    }

    private static float[] Scores(MetricCase golden, KnnScore score)
    {
        var metric = Enum.Parse<DistanceMetric>(golden.Metric, ignoreCase: true);
        var knn = new Knn(new KnnOptions { Neighbours = golden.Neighbours, Metric = metric, Score = score });
        return knn.Fit(Table(golden.Columns, golden.Train), Context).Scores(golden.Query);
    }

    private static void Agree((double Expected, float Actual) pair) => Assert.Equal(1, pair.Actual / pair.Expected, Tolerance);

    private static Golden Read()
    {
        var path = Path.Combine(SharedData.Repository, "tests", "DarkMachines.Neighbours.Tests", "golden", "others.json");
        return JsonSerializer.Deserialize<Golden>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
    }

    private sealed record Golden(MetricCase[] Metrics, LofCase[] Lof, RatioCase[] Ratios);

    private sealed record MetricCase(
        string Metric, int Columns, int Neighbours, float[] Train, float[] Query, double[] KthDistances, double[] MeanDistances);

    private sealed record LofCase(
        int Columns, int Neighbours, bool Standardise, float[] Train, float[] Query, double[] TrainingScores, double[] Scores);

    private sealed record RatioCase(
        int Columns, int Neighbours, float[] First, float[] Second, float[] Query, double[] LogRatios, double[] Shares);
}
