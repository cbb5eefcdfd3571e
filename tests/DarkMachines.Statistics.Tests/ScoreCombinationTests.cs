using DarkMachines.Testing;

namespace DarkMachines.Statistics.Tests;

public class ScoreCombinationTests
{
    // Four background events and two of signal; by hand, 1 − f of the first entrant: 0.25 0.5 0.75 1 1 0.5, of the second: 1 0.75 0.5 0.25 0.75 0.
    private static readonly float[] First = [1, 2, 3, 4, 9, 2.5f], Second = [-1, -2, -3, -4, -1.5f, -9];
    private static readonly bool[] IsBackground = [true, true, true, true, false, false];

    [Theory]
    [InlineData(CombinationRule.And, new[] { 0.25f, 0.5f, 0.5f, 0.25f, 0.75f, 0 })]
    [InlineData(CombinationRule.Or, new[] { 1, 0.75f, 0.75f, 1, 1, 0.5f })]
    [InlineData(CombinationRule.Product, new[] { 0.25f, 0.375f, 0.375f, 0.25f, 0.75f, 0 })]
    [InlineData(CombinationRule.Average, new[] { 0.625f, 0.625f, 0.625f, 0.625f, 0.875f, 0.25f })]
    public void The_rules_are_applied_to_the_background_below(CombinationRule rule, float[] expected) =>
        Assert.Equal(expected, ScoreCombination.Of(rule, CombinationDirection.BackgroundBelow, [First, Second], IsBackground));

    [Fact]
    public void In_the_other_direction_and_is_or()
    {
        Assert.Equal(
            ScoreCombination.Of(CombinationRule.Or, CombinationDirection.BackgroundBelow, [First, Second], IsBackground),
            ScoreCombination.Of(CombinationRule.And, CombinationDirection.BackgroundAbove, [First, Second], IsBackground));
        Assert.Equal(
            [1, 0.875f, 0.875f, 1, 1, 0.5f],
            ScoreCombination.Of(CombinationRule.Product, CombinationDirection.BackgroundAbove, [First, Second], IsBackground));
    }

    [Fact]
    public void An_entrant_s_unit_does_not_matter_and_alone_it_keeps_its_area()
    {
        var random = new RandomStream(2);
        float[] scores = TestTables.Normals(random, 200);
        bool[] isBackground = [.. scores.Select((_, i) => i % 2 == 0)], isSignal = [.. isBackground.Select(b => !b)];
        float[] other = [.. scores.Select(MathF.Exp)];
        var alone = ScoreCombination.Of(CombinationRule.Average, CombinationDirection.BackgroundBelow, [scores], isBackground);
        Assert.Equal(alone, ScoreCombination.Of(CombinationRule.And, CombinationDirection.BackgroundBelow, [other, scores], isBackground));
        Assert.Equal(Roc.Auc(scores, isSignal), Roc.Auc(alone, isSignal), 2e-2);
    }

    [Fact]
    public void The_convention_is_told()
    {
        Assert.StartsWith("minimum over", ScoreCombination.Describe(CombinationRule.And, CombinationDirection.BackgroundBelow), StringComparison.Ordinal);
        Assert.StartsWith("one minus the product", ScoreCombination.Describe(CombinationRule.Product, CombinationDirection.BackgroundAbove), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_entrant_or_background_there_is_nothing_to_combine()
    {
        Assert.Throws<ArgumentException>(() => ScoreCombination.Of(CombinationRule.And, CombinationDirection.BackgroundBelow, [], [true]));
        Assert.Throws<ArgumentException>(() => ScoreCombination.Of(CombinationRule.And, CombinationDirection.BackgroundBelow, [[1f]], [false]));
    }
}
