namespace DarkMachines.Tests;

public class TrainingRowsTests
{
    private static readonly Feature[] Columns = [new("a"), new("b")];

    [Fact]
    public void Rows_that_count_and_their_weight_are_known()
    {
        var rows = TrainingRows.Check(new FeatureTable(Columns, new float[6], new float[] { 2, 0, 0.5f }));
        Assert.Equal(2.5, rows.TotalWeight);
        Assert.Equal([0, 2], rows.ThatCount());
        Assert.Equal(1, TrainingRows.Check(new FeatureTable(Columns, new float[2])).Weight(0));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_named_by_row_and_column(float value)
    {
        var failure = Assert.Throws<UnusableDataException>(() => TrainingRows.Check(new FeatureTable(Columns, new float[] { 1, 2, 3, value })));
        Assert.Contains("Column 'b'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("row 1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(0f)]
    public void Weights_that_are_unsound_or_all_zero_are_refused(float weight) =>
        Assert.Throws<UnusableDataException>(() => TrainingRows.Check(new FeatureTable(Columns, new float[4], new float[] { 0, weight })));

    [Fact]
    public void No_rows_and_labels_of_another_number_are_refused()
    {
        Assert.Throws<UnusableDataException>(() => TrainingRows.Check(new FeatureTable(Columns, Array.Empty<float>())));
        Assert.Throws<ArgumentException>(() => TrainingRows.Check(new FeatureTable(Columns, new float[4]), new ClassLabels(["a", "b"], [0])));
    }
}
