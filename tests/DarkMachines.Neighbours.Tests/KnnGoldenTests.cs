using System.Text.Json;
using DarkMachines.Testing;

namespace DarkMachines.Neighbours.Tests;

/// <summary>The answers of scikit-learn, recorded by golden/make_golden.py.</summary>
public class KnnGoldenTests
{
    // Two to three roundings of float32, which the plugin measures distances in.
    private const double Tolerance = 1e-6;

    private static readonly GoldenCase[] Cases = Read();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Shares_are_those_of_scikit_learn(int number)
    {
        var golden = Cases[number];
        Assert.Equal(golden.Shares.Select(share => (float)share), Classifier(golden, distanceWeighted: false));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Distance_weighted_shares_are_those_of_scikit_learn(int number)
    {
        var golden = Cases[number];
        var shares = Classifier(golden, distanceWeighted: true);
        Assert.All(golden.DistanceWeightedShares, (expected, i) => Assert.Equal(expected, shares[i], Tolerance));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_score_is_the_distance_of_the_kth_neighbour(int number)
    {
        var golden = Cases[number];
        var scores = Density(golden).Scores(golden.Query);
        Assert.All(golden.KthDistances, (expected, i) => Assert.Equal(1, scores[i] / expected, Tolerance));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Log_densities_follow_from_the_distances_of_scikit_learn(int number)
    {
        var golden = Cases[number];
        var logDensities = Density(golden).LogDensities(golden.Query);
        var tolerance = golden.Columns * Tolerance + 1e-6 * golden.LogDensities.Max(Math.Abs);
        Assert.All(golden.LogDensities, (expected, i) => Assert.Equal(expected, logDensities[i], tolerance));
    }

    private static float[] Classifier(GoldenCase golden, bool distanceWeighted)
    {
        var knn = new Knn(new KnnOptions
        {
            Neighbours = golden.Neighbours,
            Standardise = golden.Standardise,
            DistanceWeighted = distanceWeighted,
        });
        return knn
            .Fit(TestTables.Table(golden.Columns, golden.Train), TestTables.Labels(golden.Classes, golden.Labels), new FitContext(1))
            .Probabilities(golden.Query);
    }

    private static IDensityModel Density(GoldenCase golden) =>
        new Knn(new KnnOptions { Neighbours = golden.Neighbours, Standardise = golden.Standardise })
            .Fit(TestTables.Table(golden.Columns, golden.Train), new FitContext(1));

    private static GoldenCase[] Read()
    {
        var path = Path.Combine(SharedData.Repository, "tests", "DarkMachines.Neighbours.Tests", "golden", "knn.json");
        return JsonSerializer.Deserialize<Golden>(File.ReadAllText(path), JsonSerializerOptions.Web)!.Cases;
    }

    private sealed record Golden(GoldenCase[] Cases);

    private sealed record GoldenCase(
        int Columns,
        int Classes,
        int Neighbours,
        bool Standardise,
        float[] Train,
        int[] Labels,
        float[] Query,
        double[] KthDistances,
        double[] LogDensities,
        double[] Shares,
        double[] DistanceWeightedShares);
}
