namespace DarkMachines.Tests;

public class FeatureTableTests
{
    private static readonly Feature[] Columns = [new("a", "GeV"), new("b")];
    private static readonly FeatureTable Table = new(Columns, new float[] { 1, 2, 3, 4, 5, 6 }, new float[] { 0.5f, 1, 2 });

    [Fact]
    public void Rows_can_be_chosen_in_any_order_and_take_their_weights_along()
    {
        var chosen = Table.SelectRows([2, 0, 2]);
        Assert.Equal([5, 6, 1, 2, 5, 6], chosen.Values.ToArray());
        Assert.Equal([2, 0.5f, 2], chosen.Weights.ToArray());
    }

    [Fact]
    public void Columns_can_be_chosen_in_any_order()
    {
        var chosen = Table.SelectColumns(["b", "a"]);
        Assert.Equal([2, 1, 4, 3, 6, 5], chosen.Values.ToArray());
        Assert.Equal("GeV", chosen.Features[1].Unit);
        Assert.Equal(Table.Weights.ToArray(), chosen.Weights.ToArray());
    }

    [Fact]
    public void A_range_of_rows_is_a_view() =>
        Assert.Equal([3, 4], Table.SliceRows(1, 1).Values.ToArray());

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        var failure = Assert.Throws<ArgumentException>(() => Table.ColumnIndex("c"));
        Assert.Contains("'c'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("a, b", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new FeatureTable(Columns, new float[3]));
        Assert.Throws<ArgumentException>(() => new FeatureTable(Columns, new float[4], new float[3]));
        Assert.Throws<ArgumentException>(() => new FeatureTable([new("a"), new("a")], new float[4]));
        Assert.Throws<ArgumentException>(() => new FeatureTable([], new float[4]));
        Assert.Throws<ArgumentException>(() => new FeatureTable(Columns, new float[4], rowShape: [3, 1]));
    }
}
