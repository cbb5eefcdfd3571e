using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Forests.Tests;

public class FamilyGoldenTests
{
    private static readonly FamilyGolden Golden = FamilyGolden.Recorded;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_regression_tree_predicts_and_weighs_columns_as_in_scikit_learn(int number)
    {
        var golden = Golden.RegressionTrees[number];
        var forest = new RandomForest(new RandomForestOptions
        {
            Trees = 1,
            Bootstrap = false,
            ExactRows = int.MaxValue,
            MaxFeatures = FamilyGolden.Columns,
            MaxDepth = golden.MaxDepth ?? 0,
            MinLeafRows = golden.MinLeafRows,
        });
        var model = forest.Fit(Table(FamilyGolden.Columns, golden.Train), Table(1, golden.Values), new FitContext(1));
        Assert.All(golden.Predictions, (expected, i) => Assert.Equal(expected, model.Predictions(golden.Test)[i], 1e-5));
        Assert.All(golden.Importances, (expected, i) => Assert.Equal(expected, model.Importances[i], 1e-6));
    }

    [Fact]
    public void Boosted_values_are_those_of_scikit_learn()
    {
        var golden = Golden.BoostedValues;
        var boosting = new GradientBoosting(new GradientBoostingOptions
        {
            Iterations = 20,
            LearningRate = 0.2,
            MaxDepth = 3,
            L2 = 0,
            MinLeafWeight = 10,
            ValidationShare = 0,
        });
        var model = boosting.Fit(Table(FamilyGolden.Columns, golden.Train), Table(1, golden.Values), new FitContext(1));
        var predictions = model.Predictions(golden.Test);
        Assert.All(golden.Predictions, (expected, i) => Assert.Equal(expected, predictions[i], 1e-5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Boosted_classes_are_as_good_as_those_of_scikit_learn(int number)
    {
        var golden = Golden.BoostedClasses[number];
        var boosting = new GradientBoosting(new GradientBoostingOptions { Iterations = 50, MaxDepth = 4, ValidationShare = 0 });
        var model = boosting.Fit(Table(FamilyGolden.Columns, golden.Train), Labels(golden.Classes, golden.Labels), new FitContext(1));
        var rows = model.Probabilities(golden.Test).Chunk(golden.Classes).Zip(golden.Truth).ToArray();
        Assert.Equal(golden.Accuracy, rows.Average(row => row.First[row.Second] == row.First.Max() ? 1.0 : 0), 0.02);
        Assert.Equal(golden.LogLoss, rows.Average(row => -Math.Log(row.First[row.Second])), 0.03);
    }

    [Fact]
    public void Isolation_scores_are_on_the_scale_of_scikit_learn()
    {
        var golden = Golden.Isolation;
        var scores = Enumerable.Range(0, golden.Seeds)
            .Select(seed => new IsolationForest(new IsolationForestOptions()).Fit(Table(FamilyGolden.Columns, golden.Train), new FitContext((ulong)seed)).Scores(golden.Test))
            .ToArray();

        // Five standard errors of the difference of the two means, for each of fifty rows.
        var errors = 5 * Math.Sqrt(2.0 / golden.Seeds);
        Assert.All(golden.Means, (expected, row) => Assert.Equal(expected, scores.Average(run => (double)run[row]), errors * golden.Deviations[row]));
    }

    [Fact]
    public void Over_seeds_extra_trees_are_as_good_as_in_scikit_learn()
    {
        var golden = Golden.ExtraTrees;
        var area = Enumerable.Range(0, golden.Seeds).Average(seed =>
        {
            var model = new ExtraTrees(new ExtraTreesOptions()).Fit(
                Table(FamilyGolden.Columns, golden.Train), Labels(2, golden.Labels), new FitContext((ulong)seed));
            return Grades.AreaUnderCurve(model.Probabilities(golden.Test), golden.Truth);
        });
        Assert.Equal(golden.AreaMean, area, 4 * Math.Sqrt(2.0 / golden.Seeds) * golden.AreaDeviation);
    }
}
