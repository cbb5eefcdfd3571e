using DarkMachines.Challenges.Surrogates;

namespace DarkMachines.Challenges.Tests.Surrogates;

public sealed class ConfidenceLevelsTests
{
    [Fact]
    public void A_level_is_the_share_of_the_more_common_class_in_its_bin()
    {
        // Bins of width 1/4: 3 negative + 1 positive; none; 1 + 1; 4 positive.
        float[] probabilities = [0, 0.1f, 0.2f, 0.24f, 0.6f, 0.7f, 0.8f, 0.9f, 0.9f, 1];
        bool[] isPositive = [false, false, true, false, false, true, true, true, true, true];
        var curve = ConfidenceLevels.Of(probabilities, isPositive, bins: 4)!;
        Assert.Equal([0.75f, 0.5f, 0.5f, 1], curve.Levels);
        Assert.Equal((0, 1), (curve.Low, curve.High));

        // The empty bin parts nothing; of the bin with one of each the negative class is named.
        Assert.Equal(0.75f, curve.Boundary);
        Assert.Equal(0.75f, curve.LevelOf(-3));
        Assert.Equal(1, curve.LevelOf(7));
        Assert.Equal(0.5f, curve.LevelOf(0.6f));
    }

    [Fact]
    public void Points_without_a_prediction_are_left_out()
    {
        Assert.Equal([1f, 1], ConfidenceLevels.Of([float.NaN, 0.25f, 0.75f], [true, false, true], bins: 2)!.Levels);
        Assert.Null(ConfidenceLevels.Of([float.NaN], [true]));
    }

    [Fact]
    public void Points_of_one_prediction_are_one_bin() => Assert.Equal(0.75f, ConfidenceLevels.Of([0.3f, 0.3f, 0.3f, 0.3f], [true, false, true, true], bins: 1)!.LevelOf(0.9f));

    [Fact]
    public void Levels_are_right_for_points_that_follow_the_probability_they_were_given()
    {
        var random = new RandomStream(3);
        var draw = () => Enumerable.Range(0, 40_000).Select(_ => (float)random.Uniform()).Select(p => (P: p, IsPositive: random.Uniform() < p)).ToArray();
        var known = draw();
        var curve = ConfidenceLevels.Of([.. known.Select(point => point.P)], [.. known.Select(point => point.IsPositive)], bins: 40)!;
        Assert.InRange(curve.Boundary, 0.4f, 0.6f);

        // Of the points that are said to be right at least nine times out of ten, 95 % are: the mean of max(p, 1 − p) there.
        var sure = draw().Where(point => curve.LevelOf(point.P) >= 0.9f).ToArray();
        Assert.InRange(sure.Length / 40_000.0, 0.17, 0.23);
        Assert.InRange(sure.Average(point => (point.P >= curve.Boundary) == point.IsPositive ? 1.0 : 0), 0.94, 0.96);
    }
}
