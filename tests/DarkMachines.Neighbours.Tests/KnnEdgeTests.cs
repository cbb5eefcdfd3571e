using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Neighbours.Tests;

public class KnnEdgeTests
{
    private static readonly FitContext Context = new(1);

    private static Knn Neighbours(int count) => new(new KnnOptions { Neighbours = count });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Fewer_rows_than_neighbours_are_refused(int rows)
    {
        var table = Table(2, new float[rows * 2]);
        var error = Assert.Throws<UnusableDataException>(() => Neighbours(5).Fit(table, Context));
        Assert.Contains(rows == 0 ? "no training rows" : $"There are {rows} training rows", error.Message, StringComparison.Ordinal);
        Assert.Contains(rows == 0 ? "training rows" : "neighbours", error.Remedy, StringComparison.Ordinal);
        Assert.Throws<UnusableDataException>(() => Neighbours(5).Fit(table, Labels(2, new int[rows]), Context));
    }

    [Fact]
    public void Rows_of_weight_zero_do_not_count_as_neighbours() =>
        Assert.Throws<UnusableDataException>(() => Neighbours(2).Fit(Table(1, [1, 2], weights: [1, 0]), Context));

    [Fact]
    public void One_row_is_enough_for_one_neighbour()
    {
        var model = Neighbours(1).Fit(Table(1, [3]), Labels(2, 1), Context);
        Assert.Equal([0f, 1], model.Probabilities([5]));
        Assert.Equal([2f], Neighbours(1).Fit(Table(1, [3]), Context).Scores([5]));
    }

    [Fact]
    public void With_one_class_only_it_is_certain() =>
        Assert.Equal([0f, 1, 0], Neighbours(2).Fit(Table(1, [1, 2, 3]), Labels(3, 1, 1, 1), Context).Probabilities([2.5f]));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Training_rows_that_are_not_finite_are_refused(float value)
    {
        var error = Assert.Throws<UnusableDataException>(() => Neighbours(1).Fit(Table(2, [1, 2, 3, value]), Context));
        Assert.Contains("training row 1 ", error.Message, StringComparison.Ordinal);
        Assert.Contains("'x1'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1f)]
    public void Weights_that_are_negative_or_not_finite_are_refused(float weight) =>
        Assert.Throws<UnusableDataException>(() => Neighbours(1).Fit(Table(1, [1, 2], weights: [1, weight]), Context));

    [Fact]
    public void Options_outside_their_range_are_refused() => Assert.Throws<UsageException>(() => Neighbours(0));

    [Fact]
    public void Spans_that_do_not_fit_are_refused()
    {
        var density = Neighbours(1).Fit(Table(2, [1, 2]), Context);
        var classifier = Neighbours(1).Fit(Table(2, [1, 2]), Labels(2, 0), Context);
        Assert.Throws<ArgumentException>(() => density.Score(new float[3], new float[1]));
        Assert.Throws<ArgumentException>(() => density.LogDensity(new float[4], new float[1]));
        Assert.Throws<ArgumentException>(() => classifier.PredictProbabilities(new float[4], new float[2]));
        Assert.Throws<ArgumentException>(() => Neighbours(1).Fit(Table(1, [1, 2]), Labels(2, 0), Context));
    }

    [Fact]
    public void No_rows_get_no_answers() => Assert.Empty(Neighbours(1).Fit(Table(2, [1, 2]), Context).Scores([]));

    [Fact]
    public void A_cancelled_fit_stops() => Assert.Throws<OperationCanceledException>(
        () => Neighbours(1).Fit(Table(1, [1]), new FitContext(1, cancellation: new CancellationToken(canceled: true))));
}
