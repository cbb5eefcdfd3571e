using DarkMachines.Forests;
using DarkMachines.Neural;
using DarkMachines.Statistics;

namespace DarkMachines.Benchmarks.Neural;

/// <summary>
/// Networks beside gradient boosting on the excerpt of HIGGS: learnt from its 7000 events and asked about its 500 others, and
/// in five-fold cross-validation of the 7000, which says more.
/// </summary>
internal static class HiggsExcerpt
{
    private const int Folds = 5;

    private static readonly MlpOptions Tuned = new() { Members = 10, Layers = 3, Units = 128, Dropout = 0.5, Epochs = 20, ValidationShare = 0, Patience = 0 };

    public static void Measure(int seeds)
    {
        Print("gradient-boosting", () => new GradientBoosting(new GradientBoostingOptions()), 1);
        Print("mlp:bins=0", () => new Mlp(new MlpOptions { Bins = 0 }), seeds);
        Print("mlp", () => new Mlp(new MlpOptions()), seeds);
        Print("mlp:members=10,dropout=0.3", () => new Mlp(new MlpOptions { Members = 10, Dropout = 0.3 }), seeds);
        Print("mlp:members=10,layers=3,units=128,dropout=0.5,epochs=20,validation-share=0,patience=0", () => new Mlp(Tuned), seeds);
    }

    private static void Print(string name, Func<IClassifier> create, int seeds)
    {
        var (rows, labels) = NeuralData.Higgs("binary.train");
        var (test, truth) = NeuralData.Higgs("binary.test");
        NeuralBenchmark.Print($"AUC of {name}, 500 others", Seeds(seed => Auc(create(), rows, labels, test, truth, seed)));
        NeuralBenchmark.Print($"AUC of {name}, {Folds} folds", Seeds(seed => Enumerable.Range(0, Folds).Average(fold => OfFold(fold, seed))));

        IEnumerable<double> Seeds(Func<ulong, double> measure) => Enumerable.Range(1, seeds).Select(seed => measure((ulong)seed));

        double OfFold(int fold, ulong seed)
        {
            int[] order = [.. Enumerable.Range(0, rows.RowCount)];
            new RandomStream(seed, 88).Shuffle<int>(order);
            int[] learnt = [.. order.Where((_, i) => i % Folds != fold)];
            int[] asked = [.. order.Where((_, i) => i % Folds == fold)];
            return Auc(create(), rows.SelectRows(learnt), labels.Select(learnt), rows.SelectRows(asked), labels.Select(asked), seed);
        }
    }

    private static double Auc(IClassifier algorithm, FeatureTable rows, ClassLabels labels, FeatureTable test, ClassLabels truth, ulong seed)
    {
        var probabilities = new float[2 * test.RowCount];
        algorithm.Fit(rows, labels, new FitContext(seed, 2)).PredictProbabilities(test.Values, probabilities);
        return Roc.Auc([.. Enumerable.Range(0, test.RowCount).Select(row => probabilities[2 * row + 1])], [.. truth.Indices.ToArray().Select(label => label == 1)]);
    }
}
