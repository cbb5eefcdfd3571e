using DarkMachines.Testing;

namespace DarkMachines.Neural.Tests;

public class CwolaTests
{
    private static readonly CwolaOptions Quick = new() { Folds = 3, Tries = 2, Units = 16, Epochs = 15, BatchSize = 256, LearningRate = 0.01, ControlEfficiency = 0.05 };

    [Fact]
    public void Signal_in_one_of_two_mixed_samples_is_found_without_its_labels()
    {
        var (rows, labels, isSignal) = Mixed(3000, signal: 300);
        using var model = new Cwola(Quick).Fit(rows, labels, new FitContext(1, threads: 2));
        Assert.True(Auc(model.HeldOutScores.ToArray(), isSignal) > 0.9);
        // New events, of which nobody says the region.
        var (fresh, _, truth) = Mixed(2000, signal: 300, seed: 2);
        var probabilities = model.Probabilities(fresh.Values.ToArray());
        Assert.True(Auc([.. Enumerable.Range(0, fresh.RowCount).Select(row => probabilities[2 * row + 1])], truth) > 0.9);
    }

    [Fact]
    public void Without_signal_the_regions_look_alike_to_networks_that_have_not_seen_the_events()
    {
        var (rows, labels, _) = Mixed(3000, signal: 0);
        using var model = new Cwola(Quick).Fit(rows, labels, new FitContext(1));
        Assert.InRange(Auc(model.HeldOutScores.ToArray(), [.. labels.Indices.ToArray().Select(label => label == 1)]), 0.47, 0.53);
    }

    [Fact]
    public void Threads_and_weights_of_zero_do_not_change_the_answer()
    {
        var (rows, labels, _) = Mixed(400, signal: 50);
        var masked = new FeatureTable(rows.Features, rows.Values.ToArray(), Enumerable.Range(0, rows.RowCount).Select(row => row % 10 == 0 ? 0f : 1f).ToArray());
        using var one = new Cwola(Quick).Fit(masked, labels, new FitContext(1));
        using var two = new Cwola(Quick).Fit(masked, labels, new FitContext(1, threads: 4));
        Assert.Equal(one.HeldOutScores.ToArray(), two.HeldOutScores.ToArray());
        Assert.Equal(0, one.HeldOutScores.Span[0]);
    }

    [Fact]
    public void Fewer_events_of_a_sample_than_folds_are_refused()
    {
        var (rows, labels, _) = Mixed(100, signal: 0);
        var few = new Cwola(Quick with { Folds = 100 });
        Assert.Contains("50 events", Assert.Throws<UnusableDataException>(() => few.Fit(rows, labels, new FitContext(1))).Message, StringComparison.Ordinal);
    }

    // Background alike in both halves, and signal in the second half in addition.
    private static (FeatureTable Rows, ClassLabels Labels, bool[] IsSignal) Mixed(int background, int signal, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        float[] values =
        [
            .. Enumerable.Range(0, 2 * background).Select(_ => (float)random.Normal()),
            .. Enumerable.Range(0, 2 * signal).Select(_ => (float)(1.5 + 0.2 * random.Normal())),
        ];
        int[] labels = [.. Enumerable.Range(0, background).Select(i => i % 2), .. Enumerable.Repeat(1, signal)];
        return (TestTables.Table(2, values), TestTables.Labels(2, labels), [.. Enumerable.Range(0, background + signal).Select(row => row >= background)]);
    }

    private static double Auc(float[] scores, bool[] isSignal)
    {
        var order = Enumerable.Range(0, scores.Length).OrderBy(row => scores[row]).ToArray();
        double below = 0, pairs = 0;
        foreach (var row in order)
        {
            below += isSignal[row] ? 0 : 1;
            pairs += isSignal[row] ? below : 0;
        }

        return pairs / below / (scores.Length - below);
    }
}
