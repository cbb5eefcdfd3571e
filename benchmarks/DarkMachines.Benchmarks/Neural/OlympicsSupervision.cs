using DarkMachines.Neural;
using DarkMachines.Onnx.Training;
using DarkMachines.Statistics;

namespace DarkMachines.Benchmarks.Neural;

/// <summary>
/// The LHC Olympics' signal region, by weak supervision (data with 0.66 % signal against background alone) and by full. Half
/// of the test file's background, and for full supervision of its signal, is learnt from; the rest of the test file is scored.
/// What the events of weak supervision would give if their labels were known tells how far it is from the best there is.
/// </summary>
internal static class OlympicsSupervision
{
    // Of 140 000 events fewer than 800 are signal, in a small region: many networks, no penalty, and an end before the noise is learnt.
    private static readonly MlpOptions Weak = new()
    {
        Members = 10,
        Layers = 3,
        Activation = Activation.LeakyRelu,
        BatchSize = 256,
        Epochs = 8,
        LearningRate = 1e-3,
        WeightDecay = 0,
        ValidationShare = 0,
        Patience = 0,
    };

    private static readonly MlpOptions Full = new() { Members = 8, Layers = 3, Bins = 0, BatchSize = 128, Epochs = 25, LearningRate = 2e-3 };

    private static readonly MlpOptions Labelled = Full with { Dropout = 0.1 };

    public static void Measure(int seeds)
    {
        NeuralBenchmark.Print("largest significance improvement, weak supervision", Enumerable.Range(1, seeds).Select(seed => Improvement((ulong)seed, isWeak: true)));
        NeuralBenchmark.Print("the same events with their labels", Enumerable.Range(1, seeds).Select(seed => Improvement((ulong)seed, isWeak: true, isLabelled: true)));
        NeuralBenchmark.Print("largest significance improvement, full supervision", Enumerable.Range(1, seeds).Select(seed => Improvement((ulong)seed, isWeak: false)));
    }

    private static double Improvement(ulong seed, bool isWeak, bool isLabelled = false)
    {
        var (test, truth) = NeuralData.Olympics("test");
        var (learnt, asked) = Halves(truth, seed, isWeak);
        var (rows, labels) = isWeak ? Mixed(test.SelectRows(learnt), isLabelled) : (test.SelectRows(learnt), truth.Select(learnt));
        using var model = new Mlp(isLabelled ? Labelled : isWeak ? Weak : Full).Fit(rows, labels, new FitContext(seed, 2));
        var probabilities = new float[2 * asked.Length];
        model.PredictProbabilities(test.SelectRows(asked).Values, probabilities);
        float[] scores = [.. Enumerable.Range(0, asked.Length).Select(row => probabilities[2 * row + 1])];
        bool[] isSignal = [.. asked.Select(row => truth.Indices[row] == 1)];
        return SignificanceImprovement.Maximum(new RankedScores(scores, isSignal).Curve()).Improvement.Value;
    }

    private static (int[] Learnt, int[] Asked) Halves(ClassLabels truth, ulong seed, bool isWeak)
    {
        var random = new RandomStream(seed, 77);
        bool[] isLearnt = [.. Enumerable.Range(0, truth.Count).Select(row => random.Below(2) == 0 && !(isWeak && truth.Indices[row] == 1))];
        return ([.. Rows(true)], [.. Rows(false)]);

        IEnumerable<int> Rows(bool learnt) => Enumerable.Range(0, truth.Count).Where(row => isLearnt[row] == learnt);
    }

    // Data against background alone, or by their labels signal against background; both weigh the same.
    private static (FeatureTable, ClassLabels) Mixed(FeatureTable background, bool isLabelled)
    {
        var (first, ofFirst) = NeuralData.Olympics("train");
        var (second, ofSecond) = NeuralData.Olympics("val");
        int[] classes =
        [
            .. Enumerable.Repeat(0, background.RowCount),
            .. ofFirst.Indices.ToArray().Concat(ofSecond.Indices.ToArray()).Select(label => isLabelled ? label : 1),
        ];
        var ratio = (float)classes.Count(c => c == 1) / classes.Count(c => c == 0);
        float[] values = [.. background.Values, .. first.Values, .. second.Values];
        return (new FeatureTable(background.Features, values, Array.ConvertAll(classes, c => c == 0 ? ratio : 1)), NeuralData.Labels(classes));
    }
}
