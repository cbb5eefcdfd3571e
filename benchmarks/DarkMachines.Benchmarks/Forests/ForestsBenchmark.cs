using DarkMachines.Benchmarks.Peers;
using DarkMachines.Forests;

namespace DarkMachines.Benchmarks.Forests;

/// <summary>Forests of trees beside scikit-learn and XGBoost, on one thread.</summary>
internal static class ForestsBenchmark
{
    private const int TrainRows = 80_000;
    private const int TestRows = 20_000;
    private const int Rounds = 3;

    public static int Run(string[] only)
    {
        ForestData train = ForestData.Draw(TrainRows, 1), test = ForestData.Draw(TestRows, 2);
        var (rows, labels) = (train.Table(), train.ClassLabels());

        Func<double> Fit(IClassifier algorithm)
        {
            var model = algorithm.Fit(rows, labels, new FitContext(1));
            return () =>
            {
                var probabilities = new float[2 * TestRows];
                model.PredictProbabilities(test.Values, probabilities);
                return test.AreaUnderCurve(probabilities);
            };
        }

        Contest[] contests =
        [
            new("random forest, full depth", "sklearn-forest", () => Fit(new RandomForest(new RandomForestOptions()))),
            new("random forest, depth 10", "xgboost-forest-10", () => Fit(new RandomForest(new RandomForestOptions { MaxDepth = 10 }))),
            new("random forest, depth 10", "sklearn-forest-10", () => Fit(new RandomForest(new RandomForestOptions { MaxDepth = 10 }))),
            new("extra trees, full depth", "sklearn-extra-trees", () => Fit(new ExtraTrees(new ExtraTreesOptions()))),
        ];

        using var peer = new PeerRun("Forests/forests_peer.py", new Dictionary<string, float[]>
        {
            ["train"] = train.Values,
            ["test"] = test.Values,
            ["train-labels"] = [.. train.Labels.Select(label => (float)label)],
            ["test-labels"] = [.. test.Labels.Select(label => (float)label)],
        });
        Contest.Print(peer, Rounds, contests.Where(contest => only.Length == 0 || only.Contains(contest.PeerTask)));
        return 0;
    }
}
