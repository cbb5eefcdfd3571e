using DarkMachines;

namespace MyPlugin.Tests;

public class NearestCentroidTests
{
    [Fact]
    public void Halfway_between_two_centroids_both_classes_are_equally_likely()
    {
        var rows = new FeatureTable([new Feature("energy", "GeV")], new float[] { 0, 2, 10, 12 });
        var labels = new ClassLabels(["background", "signal"], [0, 0, 1, 1]);

        var model = new NearestCentroid(new NearestCentroidOptions()).Fit(rows, labels, new FitContext(seed: 1));
        var probabilities = new float[4];
        model.PredictProbabilities([6, 11], probabilities);

        Assert.Equal([0.5f, 0.5f], probabilities[..2]);
        Assert.True(probabilities[3] > 0.5f);
    }
}
