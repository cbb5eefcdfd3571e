using DarkMachines.Histograms.Steps;

namespace DarkMachines.Histograms.Tests;

public class StepFunctionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(48)]
    [InlineData(1000)]
    public void The_vectors_count_as_the_plain_loop_does(int thresholds)
    {
        var random = new RandomStream((ulong)thresholds);
        float[] borders = [.. Enumerable.Range(0, thresholds).Select(_ => (float)random.Below(300)).Order()];
        var step = new StepFunction(borders, [.. Enumerable.Range(0, thresholds + 1).Select(i => (float)i)]);
        float[] numbers = [.. borders, .. borders.Select(MathF.BitDecrement), .. borders.Select(MathF.BitIncrement), float.MinValue, float.MaxValue, float.NegativeInfinity, float.NaN];
        Assert.All(numbers, x => Assert.Equal(step.Plain(x), step[x]));
    }

    [Fact]
    public void A_number_equal_to_a_threshold_lies_below_it()
    {
        var step = new StepFunction([1, 2], [10, 20, 30]);
        Assert.Equal([10, 10, 20, 20, 30], new[] { 0f, 1, 1.5f, 2, 3 }.Select(x => step[x]));
        Assert.Throws<ArgumentException>(() => new StepFunction([1], [1]));
    }

    [Fact]
    public void Bins_narrower_than_the_spacing_of_floats_are_joined()
    {
        var first = 16777216f;
        var column = WeightedColumn.Of(TrainingRows.Check(Testing.TestTables.Table(1, [first, first + 2])), row => first + 2 * row);
        var steps = ColumnHistogram.Of(column, 10).ToSteps([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 99, 0.5);
        Assert.Equal(steps.Thresholds.ToArray().Order(), steps.Thresholds.ToArray());
        Assert.Equal(steps.Count + 1, steps.Values.Length);
    }
}
