using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Forests.Tests;

public class ForestEdgeTests
{
    private static readonly FitContext Context = new(1);

    private static readonly RandomForest Forest = new(new RandomForestOptions { Trees = 3 });

    [Fact]
    public void No_rows_are_refused()
    {
        Assert.Throws<UnusableDataException>(() => Forest.Fit(Table(2, []), Labels(2), Context));
        Assert.Throws<UnusableDataException>(() => Forest.Fit(Table(1, [1, 2], weights: [0, 0]), Labels(2, 0, 1), Context));
    }

    [Fact]
    public void One_row_makes_its_class_certain() =>
        Assert.Equal([0f, 1], Forest.Fit(Table(2, [1, 2]), Labels(2, 1), Context).Probabilities([5, 5]));

    [Fact]
    public void With_one_class_only_it_is_certain() =>
        Assert.Equal([0f, 1, 0], Forest.Fit(Table(1, [1, 2, 3]), Labels(3, 1, 1, 1), Context).Probabilities([2.5f]));

    [Fact]
    public void Constant_columns_leave_the_shares_of_all_rows()
    {
        var forest = new RandomForest(new RandomForestOptions { Trees = 3, Bootstrap = false });
        var model = forest.Fit(Table(2, [0.1f, 5, 0.1f, 5, 0.1f, 5, 0.1f, 5]), Labels(3, 0, 0, 0, 2), Context);
        Assert.Equal([0.75f, 0, 0.25f], model.Probabilities([9, 9]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Training_rows_that_are_not_finite_are_refused(float value)
    {
        var error = Assert.Throws<UnusableDataException>(() => Forest.Fit(Table(2, [1, 2, 3, value]), Labels(2, 0, 1), Context));
        Assert.Contains("training row 1 ", error.Message, StringComparison.Ordinal);
        Assert.Contains("'x1'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1f)]
    public void Weights_that_are_negative_or_not_finite_are_refused(float weight) => Assert.Throws<UnusableDataException>(
        () => Forest.Fit(Table(1, [1, 2], weights: [1, weight]), Labels(2, 0, 1), Context));

    [Fact]
    public void A_row_with_NaN_goes_right()
    {
        var tree = new RandomForest(new RandomForestOptions { Trees = 1, Bootstrap = false });
        Assert.Equal([0f, 1], tree.Fit(Table(1, [1, 2]), Labels(2, 0, 1), Context).Probabilities([float.NaN]));
    }

    [Fact]
    public void All_options_outside_their_range_are_told_at_once()
    {
        var error = Assert.Throws<UsageException>(() => new RandomForest(
            new RandomForestOptions { Trees = 0, MaxDepth = -1, MinLeafRows = 0, MaxFeatures = -1 }));
        Assert.All(
            ["'trees'", "'max-depth'", "'min-leaf-rows'", "'max-features'"],
            name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, 1000, 3)]
    [InlineData(3, 0, 1)]
    [InlineData(8, 0, 2)]
    [InlineData(9, 0, 3)]
    public void The_number_of_features_tried_is_at_most_all_and_by_default_the_square_root(int columns, int maxFeatures, int same)
    {
        var random = new RandomStream(9);
        var rows = Table(columns, Normals(random, columns * 50));
        var labels = Labels(2, Classes(random, 50, 2));
        var queries = Normals(random, columns * 50);
        float[] Answers(int maxFeatures) => new RandomForest(new RandomForestOptions { Trees = 3, MaxFeatures = maxFeatures })
            .Fit(rows, labels, Context)
            .Probabilities(queries);
        Assert.Equal(Answers(same), Answers(maxFeatures));
    }

    [Fact]
    public void Spans_that_do_not_fit_are_refused()
    {
        var model = Forest.Fit(Table(2, [1, 2]), Labels(2, 0), Context);
        Assert.Throws<ArgumentException>(() => model.PredictProbabilities(new float[3], new float[2]));
        Assert.Throws<ArgumentException>(() => model.PredictProbabilities(new float[4], new float[2]));
        Assert.Throws<ArgumentException>(() => Forest.Fit(Table(1, [1, 2]), Labels(2, 0), Context));
    }

    [Fact]
    public void No_rows_get_no_answers() =>
        Assert.Empty(Forest.Fit(Table(2, [1, 2]), Labels(2, 0), Context).Probabilities([]));
}
