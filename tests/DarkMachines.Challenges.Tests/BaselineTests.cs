using DarkMachines.Challenges.Baselines;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Tests;

public class BaselineTests
{
    [Fact]
    public void A_guess_depends_on_the_row_alone_and_knows_nothing()
    {
        var (rows, labels, isSignal) = Sample(2000, shift: 3);
        var model = new RandomGuess().Fit(rows, labels, new FitContext(seed: 4));
        var batch = new float[2 * rows.RowCount];
        model.PredictProbabilities(rows.Values, batch);
        var alone = new float[2];
        model.PredictProbabilities(rows.Row(7), alone);
        Assert.Equal(batch[14..16], alone);
        Assert.InRange(Roc.Auc([.. SignalColumn(batch)], isSignal), 0.46, 0.54);
    }

    [Fact]
    public void The_best_single_feature_is_found_either_way_round()
    {
        // The second column separates, with the signal lower; the first is noise.
        var (rows, labels, isSignal) = Sample(2000, shift: -2);
        var model = new BestSingleFeature().Fit(rows, labels, new FitContext(seed: 4));
        var probabilities = new float[2 * rows.RowCount];
        model.PredictProbabilities(rows.Values, probabilities);

        // Two unit normals two apart: accuracy Φ(1) = 0.841, area Φ(√2) = 0.921.
        Assert.InRange(ClassificationMetrics.OverallAccuracy(probabilities, labels.Indices, 2), 0.82, 0.86);
        Assert.InRange(Roc.Auc([.. SignalColumn(probabilities)], isSignal), 0.905, 0.937);
    }

    [Fact]
    public void Separable_classes_keep_the_slope_finite()
    {
        var rows = new FeatureTable([new("x")], new float[] { 1, 2, 3, 4 });
        var model = new BestSingleFeature().Fit(rows, new ClassLabels(["a", "b"], [0, 0, 1, 1]), new FitContext(seed: 1));
        var probabilities = new float[2];
        model.PredictProbabilities([2.5f], probabilities);
        Assert.Equal(0.5, probabilities[1], 1e-3);
    }

    private static IEnumerable<float> SignalColumn(float[] probabilities) => probabilities.Where((_, i) => i % 2 == 1);

    private static (FeatureTable Rows, ClassLabels Labels, bool[] IsSignal) Sample(int count, double shift)
    {
        var random = new RandomStream(seed: 2);
        var values = new float[2 * count];
        for (var row = 0; row < count; row++)
        {
            values[2 * row] = (float)random.Normal();
            values[2 * row + 1] = (float)(random.Normal() + (row % 2) * shift);
        }

        var labels = new ClassLabels(["astro", "dm"], [.. Enumerable.Range(0, count).Select(row => row % 2)]);
        return (new FeatureTable([new("noise"), new("telling")], values), labels, [.. Enumerable.Range(0, count).Select(row => row % 2 == 1)]);
    }
}
