using System.Text.Json;
using DarkMachines.Testing;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Forests.Tests;

/// <summary>The answers of scikit-learn, recorded by golden/make_golden.py.</summary>
public class ForestGoldenTests
{
    private static readonly Golden Recorded = Read();

    public static TheoryData<int> TreeNumbers => [.. Enumerable.Range(0, Recorded.Trees.Length)];

    [Theory]
    [MemberData(nameof(TreeNumbers))]
    public void A_single_tree_answers_for_its_training_rows_as_in_scikit_learn(int number)
    {
        var golden = Recorded.Trees[number];
        var probabilities = FitTree(golden).Probabilities(golden.Train.Values);
        Assert.All(golden.TrainProbabilities, (expected, i) => Assert.Equal(expected, probabilities[i], 1e-6));
    }

    [Fact]
    public void A_single_tree_of_large_leaves_answers_for_other_rows_as_in_scikit_learn()
    {
        // In a node of a few rows many splits are equally good, and chance chooses; in large ones none are.
        foreach (var golden in Recorded.Trees.Where(tree => tree.MinLeafRows > 1))
        {
            var probabilities = FitTree(golden).Probabilities(golden.Test.Values);
            Assert.All(golden.TestProbabilities, (expected, i) => Assert.Equal(expected, probabilities[i], 1e-6));
        }
    }

    [Theory]
    [MemberData(nameof(TreeNumbers))]
    public void A_single_tree_is_as_accurate_as_in_scikit_learn(int number)
    {
        var golden = Recorded.Trees[number];
        var accuracy = Accuracy(FitTree(golden).Probabilities(golden.Test.Values), golden.Test.Labels, golden.Classes);
        Assert.Equal(golden.TestAccuracy, accuracy, 0.03);
    }

    [Fact]
    public void Over_seeds_a_forest_is_as_good_as_in_scikit_learn()
    {
        const int seeds = 20;
        var golden = Recorded.Forest;
        var forest = new RandomForest(new RandomForestOptions());
        double accuracy = 0, area = 0;
        for (var seed = 0; seed < seeds; seed++)
        {
            var model = forest.Fit(Table(golden.Columns, golden.Train.Values), Labels(golden.Classes, golden.Train.Labels), new FitContext((ulong)seed));
            var probabilities = model.Probabilities(golden.Test.Values);
            accuracy += Accuracy(probabilities, golden.Test.Labels, 2) / seeds;
            area += Grades.AreaUnderCurve(probabilities, golden.Test.Labels) / seeds;
        }

        // Four standard errors of the difference of the two means.
        var standardErrors = 4 * Math.Sqrt(1.0 / seeds + 1.0 / golden.Seeds);
        Assert.Equal(golden.Accuracy.Mean, accuracy, standardErrors * golden.Accuracy.Deviation);
        Assert.Equal(golden.Area.Mean, area, standardErrors * golden.Area.Deviation);
    }

    private static ForestClassifierModel FitTree(TreeCase golden)
    {
        var forest = new RandomForest(new RandomForestOptions
        {
            Trees = 1,
            Bootstrap = false,
            ExactRows = int.MaxValue,
            MaxFeatures = golden.Columns,
            MaxDepth = golden.MaxDepth,
            MinLeafRows = golden.MinLeafRows,
        });
        var rows = Table(golden.Columns, golden.Train.Values, golden.Weights);
        return forest.Fit(rows, Labels(golden.Classes, golden.Train.Labels), new FitContext(1));
    }

    private static double Accuracy(float[] probabilities, int[] labels, int classes) => probabilities
        .Chunk(classes)
        .Zip(labels, (row, label) => Array.IndexOf(row, row.Max()) == label ? 1.0 : 0)
        .Average();

    private static Golden Read()
    {
        var path = Path.Combine(SharedData.Repository, "tests", "DarkMachines.Forests.Tests", "golden", "forest.json");
        return JsonSerializer.Deserialize<Golden>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
    }

    private sealed record Golden(TreeCase[] Trees, ForestCase Forest);

    private sealed record TreeCase(
        int MaxDepth,
        int MinLeafRows,
        float[] Weights,
        int Columns,
        int Classes,
        Rows Train,
        Rows Test,
        double[] TrainProbabilities,
        double[] TestProbabilities,
        double TestAccuracy);

    private sealed record ForestCase(int Columns, int Classes, Rows Train, Rows Test, int Seeds, Summary Accuracy, Summary Area);

    private sealed record Rows(float[] Values, int[] Labels);

    private sealed record Summary(double Mean, double Deviation);
}
