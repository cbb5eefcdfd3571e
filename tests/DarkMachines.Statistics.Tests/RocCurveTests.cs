using System.Text.Json.Nodes;
using DarkMachines.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Statistics.Tests;

public class RocCurveTests
{
    private static readonly JsonNode Recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(SharedData.Repository, "tests", "DarkMachines.Statistics.Tests", "golden", "scoring.json")))!;
    private static readonly bool[] IsSignal = [.. Recorded["signal"]!.AsArray().Select(x => (int)x! == 1)];
    private static readonly double[] Weights = Numbers("weights");

    [Fact]
    public void Efficiencies_and_areas_are_those_of_scikit_learn()
    {
        var ranked = new RankedScores(Scores("second"), IsSignal);
        double[] at = [0.301, 0.1013, 0.0331];
        foreach (var (weights, name) in new[] { (Array.Empty<double>(), "efficiencies"), (Weights, "weightedEfficiencies") })
        {
            var curve = ranked.Curve(weights);
            Assert.All(at.Zip(Numbers(name)), pair => Assert.Equal(pair.Second, curve.SignalEfficiencyAt(pair.First), 1e-12));
        }

        Assert.Equal((double)Recorded["weightedArea"]!, ranked.Curve(Weights).Area, 1e-12);
        Assert.Equal(Roc.Auc(Scores("second"), IsSignal), ranked.Curve().Area, 1e-12);
    }

    [Fact]
    public void The_paired_test_of_areas_is_that_of_all_pairs()
    {
        var compared = DeLong.Compare(Scores("first"), Scores("second"), IsSignal);
        Assert.Equal((double)Recorded["difference"]!, compared.Difference.Value, 1e-12);
        Assert.Equal((double)Recorded["pValue"]!, compared.PValue, 1e-9);
        Assert.Equal(1, DeLong.Compare(Scores("first"), Scores("first"), IsSignal).PValue);
    }

    [Fact]
    public void A_block_of_equal_scores_bounds_the_efficiency()
    {
        // From above: one signal alone; two background and two signal events tied; one of each below.
        float[] scores = [9, 5, 5, 5, 5, 1, 0];
        bool[] isSignal = [true, false, true, false, true, true, false];
        var curve = new RankedScores(scores, isSignal).Curve();

        Assert.Equal((0.25, 0.75), curve.BoundsAt(1 / 3.0));
        Assert.Equal(0.5, curve.SignalEfficiencyAt(1 / 3.0), 1e-12);
        Assert.Equal((0.25, 0.25), curve.BoundsAt(0));
        Assert.Equal((1.0, 1.0), curve.BoundsAt(2 / 3.0));
        Assert.Equal((1.0, 1.0), curve.BoundsAt(1));
        Assert.Equal(2 / 3.0, curve.LargestTie, 1e-12);
    }

    [Fact]
    public void Every_order_of_equal_scores_lies_within_the_bounds() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomStream(seed);
        bool[] isSignal = [.. Enumerable.Range(0, 40).Select(i => i < 2 || (i > 3 && random.Below(2) == 0))];
        float[] scores = [.. isSignal.Select(_ => (float)random.Below(5))];
        var background = isSignal.Count(signal => !signal);
        var at = (random.Below(background) + 0.5) / background;
        var (low, high) = new RankedScores(scores, isSignal).Curve().BoundsAt(at);
        float[] untied = [.. scores.Select(score => score + 0.5f * (float)random.Uniform())];
        var efficiency = new RankedScores(untied, isSignal).Curve().SignalEfficiencyAt(at);
        return low <= efficiency && efficiency <= high;
    }));

    [Fact]
    public void Whole_weights_count_as_copies()
    {
        var random = new RandomStream(3);
        float[] scores = TestTables.Grid(random, 50, 12);
        bool[] isSignal = [.. scores.Select(_ => random.Below(3) == 0)];
        double[] weights = [.. scores.Select(_ => (double)random.Below(4))];
        var rows = Enumerable.Range(0, 50).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        var copies = new RankedScores(rows.Select(i => scores[i]).ToArray(), rows.Select(i => isSignal[i]).ToArray()).Curve();
        var weighted = new RankedScores(scores, isSignal).Curve(weights);
        Assert.Equal(copies.Area, weighted.Area, 1e-12);
        foreach (var at in new[] { 0.013, 0.1, 0.5, 0.77 })
            Assert.Equal(copies.SignalEfficiencyAt(at), weighted.SignalEfficiencyAt(at), 1e-9);
    }

    [Fact]
    public void Wrong_weights_are_refused()
    {
        var ranked = new RankedScores([1, 2], [true, false]);
        Assert.Throws<ArgumentException>(() => ranked.Curve([1]));
        Assert.Throws<ArgumentException>(() => ranked.Curve([1, -1]));
        Assert.Throws<ArgumentException>(() => ranked.Curve([1, double.NaN]));
    }

    private static float[] Scores(string name) => [.. Numbers(name).Select(x => (float)x)];

    private static double[] Numbers(string name) => [.. Recorded[name]!.AsArray().Select(x => (double)x!)];
}
