using DarkMachines.Benchmarks.Peers;
using DarkMachines.Neural;
using DarkMachines.Statistics;

namespace DarkMachines.Benchmarks.Neural;

/// <summary>The published network of dm-astro on five folds, twice: ten of the challenge's hundred runs.</summary>
internal static class DmAstroSpeed
{
    private const int Folds = 5;
    private const int Repeats = 2;

    public static void Measure(int rounds)
    {
        var (rows, labels) = NeuralData.Fermi(4);
        using var peer = new PeerRun("Neural/neural_peer.py", new Dictionary<string, float[]>
        {
            ["rows"] = rows.Values.ToArray(),
            ["labels"] = [.. labels.Indices.ToArray().Select(label => (float)label)],
        });
        Contest.Print(peer, rounds, Enumerable.Range(1, 2).Select(half => 2 * half).Select(columns => new Contest(
            $"mlp:preset=dm-astro, {columns} features, {Folds * Repeats} fits", $"sklearn-mlp-{columns}", () => Fits(columns))));
    }

    private static Func<double> Fits(int columns)
    {
        var (rows, labels) = NeuralData.Fermi(columns);
        var scores = new float[rows.RowCount * Repeats];
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            int[] order = [.. Enumerable.Range(0, rows.RowCount)];
            new RandomStream(1, (ulong)repeat).Shuffle<int>(order);
            for (var fold = 0; fold < Folds; fold++)
                Fit(repeat, fold, order);
        }

        bool[] truth = [.. Enumerable.Range(0, scores.Length).Select(i => labels.Indices[i % rows.RowCount] == 1)];
        return () => Roc.Auc(scores, truth);

        void Fit(int repeat, int fold, int[] order)
        {
            int[] learnt = [.. order.Where((_, i) => i % Folds != fold)];
            int[] asked = [.. order.Where((_, i) => i % Folds == fold)];
            var context = new FitContext((ulong)(repeat * Folds + fold));
            using var model = new Mlp(new MlpOptions { Preset = MlpPreset.DmAstro }).Fit(rows.SelectRows(learnt), labels.Select(learnt), context);
            var probabilities = new float[2 * asked.Length];
            model.PredictProbabilities(rows.SelectRows(asked).Values, probabilities);
            for (var i = 0; i < asked.Length; i++)
                scores[repeat * rows.RowCount + asked[i]] = probabilities[2 * i + 1];
        }
    }
}
