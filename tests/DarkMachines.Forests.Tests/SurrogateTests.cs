using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Forests.Tests;

/// <summary>What forests tell beside their answers, and how they learn values.</summary>
public class SurrogateTests
{
    private static readonly FitContext Context = new(1);

    [Fact]
    public void A_row_is_answered_out_of_bag_by_the_trees_that_have_not_seen_it()
    {
        var random = new RandomStream(1);
        var rows = Table(3, Normals(random, 3 * 400));
        var model = new RandomForest(new RandomForestOptions { Trees = 1, OutOfBag = true })
            .Fit(rows, Labels(3, Classes(random, 400, 3)), Context);
        var (outOfBag, answers) = (model.OutOfBag.ToArray(), model.Probabilities(rows.Values.ToArray()));
        Assert.All(outOfBag.Zip(answers), pair => Assert.True(float.IsNaN(pair.First) || pair.First == pair.Second));
        Assert.Equal(1 - 1 / Math.E, outOfBag.Count(float.IsNaN) / (double)outOfBag.Length, 0.06);
    }

    [Fact]
    public void A_point_is_predicted_out_of_bag_by_the_trees_that_have_not_seen_it()
    {
        var random = new RandomStream(1);
        var (points, values) = (Table(3, Normals(random, 3 * 400)), Table(2, Normals(random, 2 * 400)));
        var model = new RandomForest(new RandomForestOptions { Trees = 1, OutOfBag = true }).Fit(points, values, Context);
        var answers = new float[2 * 400];
        model.Predict(points.Values, answers, new float[2 * 400]);
        Assert.All(model.OutOfBag.ToArray().Zip(answers), pair => Assert.True(float.IsNaN(pair.First) || pair.First == pair.Second));
        Assert.Equal(1 - 1 / Math.E, model.OutOfBag.ToArray().Count(float.IsNaN) / 800.0, 0.06);
    }

    [Fact]
    public void Labels_by_chance_are_known_in_the_bag_and_unknown_out_of_it()
    {
        var random = new RandomStream(2);
        var (values, classes) = (Normals(random, 2 * 500), Classes(random, 500, 2));
        var model = new RandomForest(new RandomForestOptions { OutOfBag = true }).Fit(Table(2, values), Labels(2, classes), Context);
        double Right(float[] p) => classes.Where((label, row) => p[2 * row + label] > 0.5f).Count() / 500.0;
        Assert.True(Right(model.Probabilities(values)) > 0.99);
        Assert.Equal(0.5, Right(model.OutOfBag.ToArray()), 0.1);
    }

    [Fact]
    public void Out_of_bag_needs_the_bootstrap_and_a_wish()
    {
        Assert.Throws<UsageException>(() => new ExtraTrees(new ExtraTreesOptions { OutOfBag = true }));
        Assert.Equal(0, new RandomForest(new RandomForestOptions()).Fit(Table(1, [1, 2]), Labels(2, 0, 1), Context).OutOfBag.Length);
    }

    [Fact]
    public void Importances_name_the_column_that_counts()
    {
        var random = new RandomStream(3);
        var values = Normals(random, 3 * 600);
        var rows = Table(3, values);
        int[] classes = [.. values.Chunk(3).Select(row => row[1] > 0 ? 1 : 0)];
        var labels = Labels(2, classes);
        foreach (Forest forest in (Forest[])[new RandomForest(new RandomForestOptions { Trees = 20 }), new ExtraTrees(new ExtraTreesOptions { Trees = 20 })])
        {
            var model = forest.Fit(rows, labels, Context);
            Assert.Equal(1, model.Importances.Sum(), 1e-9);
            Assert.True(model.Importances[1] > 0.7);
            var lost = PermutationImportance.Of(model, rows, labels, Context);
            Assert.True(lost[1] > 0.3);
            Assert.All([lost[0], lost[2]], other => Assert.InRange(other, -0.05, 0.15));

            var surrogate = forest.Fit(rows, Table(1, [.. classes.Select(label => (float)label)]), Context);
            Assert.True(PermutationImportance.Of(surrogate, rows, Table(1, [.. classes.Select(label => (float)label)]), Context)[1] > 0.5);
        }
    }

    [Fact]
    public void A_surrogate_of_zeros_and_ones_is_uncertain_by_the_binomial()
    {
        var random = new RandomStream(4);
        var values = Table(1, [.. Classes(random, 300, 2).Select(label => (float)label)]);
        var queries = Normals(random, 2 * 100);
        var model = new RandomForest(new RandomForestOptions { MinLeafRows = 5 }).Fit(Table(2, Normals(random, 600)), values, Context);
        var (predictions, uncertainties) = model.PredictionsAndUncertainties(queries);
        Assert.All(predictions.Zip(uncertainties), pair => Assert.Equal(Math.Sqrt(pair.First * (1 - pair.First)), pair.Second, 1e-4));
    }

    [Fact]
    public void Values_far_from_zero_are_learnt_as_well_as_others()
    {
        var random = new RandomStream(5);
        var parameters = Table(2, Normals(random, 2 * 300));
        float[] near = [.. Enumerable.Range(0, 300).Select(row => MathF.Round(64 * parameters.Row(row)[0]) / 64)];
        var queries = Normals(random, 2 * 50);
        float[] Predict(ISurrogate surrogate, float[] values) => surrogate.Fit(parameters, Table(1, values), Context).Predictions(queries);
        foreach (ISurrogate surrogate in (ISurrogate[])[new RandomForest(new RandomForestOptions()), new GradientBoosting(new GradientBoostingOptions())])
        {
            var expected = Predict(surrogate, near);
            var far = Predict(surrogate, [.. near.Select(value => value + 65536)]);
            Assert.All(expected.Zip(far), pair => Assert.Equal(pair.First, pair.Second - 65536, 0.02));
        }
    }

    [Fact]
    public void The_uncertainty_covers_about_two_thirds_of_new_points()
    {
        var random = new RandomStream(6);
        var (values, queries) = (Normals(random, 2 * 2000), Normals(random, 2 * 500));
        float[] Truth(float[] rows) => [.. rows.Chunk(2).Select(row => row[0] + 0.5f * (float)random.Normal())];
        var answers = Truth(values);
        foreach (ISurrogate surrogate in (ISurrogate[])[new RandomForest(new RandomForestOptions { MinLeafRows = 5 }), new GradientBoosting(new GradientBoostingOptions())])
        {
            var (predictions, uncertainties) = surrogate.Fit(Table(2, values), Table(1, answers), Context).PredictionsAndUncertainties(queries);
            var covered = Truth(queries).Where((truth, i) => Math.Abs(truth - predictions[i]) < uncertainties[i]).Count() / 500.0;
            Assert.InRange(covered, 0.6, 0.8);
        }
    }

    [Fact]
    public void Bins_and_rows_split_alike_where_values_are_few()
    {
        var random = new RandomStream(7);
        var rows = Table(3, Grid(random, 3 * 400, size: 20));
        var labels = Labels(3, Classes(random, 400, 3));
        float[] Answers(int exactRows) => new RandomForest(new RandomForestOptions { Trees = 5, Bootstrap = false, ExactRows = exactRows, MinLeafRows = 3 })
            .Fit(rows, labels, Context).Probabilities(rows.Values.ToArray());
        Assert.Equal(Answers(exactRows: 0), Answers(exactRows: int.MaxValue));
    }
}
