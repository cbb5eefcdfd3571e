using DarkMachines.Benchmarks.Peers;
using DarkMachines.Forests;

namespace DarkMachines.Benchmarks.Forests;

/// <summary>Forests of trees beside scikit-learn and XGBoost, on one thread.</summary>
internal static class ForestsBenchmark
{
    private const int TrainRows = 80_000;
    private const int TestRows = 20_000;
    private const int SingleCalls = 10_000;
    private const int IsolationRows = 100_000;
    private const int IsolationColumns = 16;
    private const int DefaultRounds = 5;

    private static readonly ForestData Train = ForestData.Draw(TrainRows, 1);
    private static readonly ForestData Test = ForestData.Draw(TestRows, 2);

    /// <summary>Runs the contests whose peer's task is named, or all; a number is that of the rounds.</summary>
    public static int Run(string[] arguments)
    {
        var rounds = arguments.Select(word => int.TryParse(word, out var number) ? number : 0).Append(0).Max();
        string[] only = [.. arguments.Where(word => !int.TryParse(word, out _))];
        using var peer = new PeerRun("Forests/forests_peer.py", new Dictionary<string, float[]>
        {
            ["train"] = Train.Values,
            ["test"] = Test.Values,
            ["train-labels"] = [.. Train.Labels.Select(label => (float)label)],
            ["test-labels"] = [.. Test.Labels.Select(label => (float)label)],
            ["isolation"] = IsolationValues(),
        });
        var contests = Fits().Concat(Predictions()).Concat(Isolation());
        Contest.Print(peer, rounds > 0 ? rounds : DefaultRounds, contests.Where(contest => only.Length == 0 || only.Contains(contest.PeerTask)));
        return 0;
    }

    private static IEnumerable<Contest> Fits()
    {
        var (rows, labels) = (Train.Table(), Train.ClassLabels());
        Func<double> Grade(IClassifierModel model) => () =>
        {
            var probabilities = new float[2 * TestRows];
            model.PredictProbabilities(Test.Values, probabilities);
            return Test.AreaUnderCurve(probabilities);
        };

        // A seed for each fit, as the peers draw one.
        ulong seed = 0;
        Func<Func<double>> Fit(IClassifier algorithm, int threads = 1) => () => Grade(algorithm.Fit(rows, labels, new FitContext(++seed, threads)));
        RandomForest deep = new(new RandomForestOptions()), shallow = new(new RandomForestOptions { MaxDepth = 10 });
        var boosting = new GradientBoosting(new GradientBoostingOptions { LearningRate = 0.3, ValidationShare = 0 });
        yield return new("random forest, full depth", "sklearn-forest", Fit(deep));
        yield return new("the same, two threads", "sklearn-forest", Fit(deep, threads: 2));
        yield return new("random forest, depth 10", "xgboost-forest-10", Fit(shallow));
        yield return new("random forest, depth 10", "sklearn-forest-10", Fit(shallow));
        yield return new("extra trees, full depth", "sklearn-extra-trees", Fit(new ExtraTrees(new ExtraTreesOptions())));
        yield return new("gradient boosting", "xgboost-boosting", Fit(boosting));
        yield return new("the same, two threads", "xgboost-boosting", Fit(boosting, threads: 2));
    }

    private static IEnumerable<Contest> Predictions()
    {
        var model = new Lazy<ForestClassifierModel>(
            () => new RandomForest(new RandomForestOptions { MaxDepth = 10 }).Fit(Train.Table(), Train.ClassLabels(), new FitContext(1)));
        yield return new($"predict {TestRows} rows, depth 10", "xgboost-predict", () =>
        {
            var probabilities = new float[2 * TestRows];
            model.Value.PredictProbabilities(Test.Values, probabilities);
            return () => Test.AreaUnderCurve(probabilities);
        });
        yield return new($"predict one row, {SingleCalls} times", "xgboost-predict-one", () =>
        {
            Span<float> probabilities = stackalloc float[2];
            for (var row = 0; row < SingleCalls; row++)
                model.Value.PredictProbabilities(Test.Values.AsSpan(row * ForestData.Columns, ForestData.Columns), probabilities);
            return () => double.NaN;
        });
    }

    private static IEnumerable<Contest> Isolation()
    {
        var table = new FeatureTable([.. Enumerable.Range(0, IsolationColumns).Select(i => new Feature($"x{i}"))], IsolationValues());
        var forest = new IsolationForest(new IsolationForestOptions());
        var model = forest.Fit(table, new FitContext(1));
        yield return new("isolation forest, fit", "sklearn-isolation-fit", () =>
        {
            forest.Fit(table, new FitContext(1));
            return () => double.NaN;
        });
        yield return new($"isolation forest, score {IsolationRows} rows", "sklearn-isolation-score", () =>
        {
            var scores = new float[IsolationRows];
            model.Score(table.Values, scores);
            return () => scores.Average(score => (double)score);
        });
    }

    private static float[] IsolationValues()
    {
        var random = new RandomStream(3);
        return [.. Enumerable.Range(0, IsolationRows * IsolationColumns).Select(_ => (float)random.Normal())];
    }
}
