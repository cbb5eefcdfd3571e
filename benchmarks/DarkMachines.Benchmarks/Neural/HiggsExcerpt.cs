using DarkMachines.Forests;
using DarkMachines.Neural;
using DarkMachines.Statistics;

namespace DarkMachines.Benchmarks.Neural;

/// <summary>Networks beside gradient boosting on 7000 events of HIGGS, asked about 500 others.</summary>
internal static class HiggsExcerpt
{
    public static void Measure(int seeds)
    {
        Print("gradient-boosting", () => new GradientBoosting(new GradientBoostingOptions()), 1);
        Print("mlp", () => new Mlp(new MlpOptions()), seeds);
        Print("mlp:members=10", () => new Mlp(new MlpOptions { Members = 10 }), seeds);
        Print("mlp:members=10,dropout=0.2", () => new Mlp(new MlpOptions { Members = 10, Dropout = 0.2 }), seeds);
        Print("mlp:members=10,dropout=0.3,units=128", () => new Mlp(new MlpOptions { Members = 10, Dropout = 0.3, Units = 128 }), seeds);
    }

    private static void Print(string name, Func<IClassifier> create, int seeds) =>
        NeuralBenchmark.Print($"AUC of {name}", Enumerable.Range(1, seeds).Select(seed => Auc(create(), (ulong)seed)));

    private static double Auc(IClassifier algorithm, ulong seed)
    {
        var (rows, labels) = NeuralData.Higgs("binary.train");
        var (test, truth) = NeuralData.Higgs("binary.test");
        var probabilities = new float[2 * test.RowCount];
        algorithm.Fit(rows, labels, new FitContext(seed, 2)).PredictProbabilities(test.Values, probabilities);
        return Roc.Auc([.. Enumerable.Range(0, test.RowCount).Select(row => probabilities[2 * row + 1])], [.. truth.Indices.ToArray().Select(label => label == 1)]);
    }
}
