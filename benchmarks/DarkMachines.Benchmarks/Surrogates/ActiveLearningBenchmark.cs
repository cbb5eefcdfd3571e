using System.Globalization;
using DarkMachines.Challenges.Surrogates.ActiveLearning;
using DarkMachines.Data.Slha;
using DarkMachines.Forests;
using DarkMachines.Neural;
using DarkMachines.Onnx;
using DarkMachines.Statistics;

namespace DarkMachines.Benchmarks.Surrogates;

/// <summary>
/// Active learning against random sampling, with the SUSY-AI network as oracle, by the ways of Caron, Heskes, Otten, Stienen,
/// Eur. Phys. J. C 79 (2019) 944: the votes of a forest, a committee of algorithms, and Monte Carlo dropout. Prints tables, and
/// draws the curves.
/// </summary>
internal static class ActiveLearningBenchmark
{
    private const int TestPoints = 100_000;
    private const int PointsAtOnce = 1024;
    private const ulong TestSeed = 0x7465737473;

    private static readonly Learner[] Learners =
    [
        new("forest", "#c0392b", Uncertainty.LeastConfident, 0, () => new RandomForest(new RandomForestOptions { Trees = 100 })),
        new("committee", "#2471a3", Uncertainty.VoteEntropy, 0, ThreeAlgorithms),
        new("divergence", "#8e44ad", Uncertainty.Divergence, 0, ThreeAlgorithms) { HasRival = false },
        new("dropout", "#1e8449", Uncertainty.VoteEntropy, 0.5, () => new BayesianMlp(
            new BayesianMlpOptions { Members = 1, Dropout = 0.2, Passes = 25, Layers = 4, Units = 100, Activation = Onnx.Training.Activation.Selu, Patience = 10, Bins = 0 })),
    ];

    /// <param name="network">The oracle.</param>
    /// <param name="arguments">Points in all, candidates a step, where to draw the picture, and which learners; each may be left out from the last.</param>
    public static int Run(string network, string[] arguments)
    {
        var size = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 20_000;
        var candidates = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 100_000;
        string[] named = [.. arguments.Skip(3)];
        Learner[] learners = [.. Learners.Where(learner => named.Length == 0 || named.Contains(learner.Name))];
        using var model = (OnnxClassifier)OnnxImport.Load(network);
        var set = SlhaParameters.Load(SlhaParameters.DefaultName);
        Feature[] parameters = [.. set.Parameters.Select(parameter => new Feature(parameter.Name, parameter.Unit))];
        var oracle = new ModelOracle(model, parameters);
        var box = new BoxCandidates([.. set.Parameters.Select(parameter => parameter.Range!.Value)]);
        var context = new FitContext(1, Environment.ProcessorCount);
        var test = box.Points(TestPoints, new RandomStream(TestSeed));
        var answers = new OracleAnswer[TestPoints];
        oracle.Ask(test, answers, context);
        int[] labels = [.. answers.Select(answer => answer.Class)];

        var curves = new List<AccuracyCurve>();
        foreach (var learner in learners)
        {
            curves.Add(Curve(learner, learner.Name, learner.RandomShare, isDashed: false));
            if (learner.HasRival)
                curves.Add(Curve(learner, $"{learner.Name}, random", 1, isDashed: true));
        }

        Console.WriteLine($"| points | {string.Join(" | ", curves.Select(curve => curve.Name))} |\n| ---: |{string.Concat(curves.Select(_ => " ---: |"))}");
        for (var i = 0; i < curves[0].Points.Count; i++)
            Console.WriteLine(FormattableString.Invariant($"| {curves[0].Points[i].Points} | {string.Join(" | ", curves.Select(curve => curve.Points[i].Accuracy.ToString("0.0000", CultureInfo.InvariantCulture)))} |"));
        Console.WriteLine($"| CPU s | {string.Join(" | ", curves.Select(curve => curve.Seconds.ToString("0", CultureInfo.InvariantCulture)))} |");
        if (arguments.Length > 2)
            File.WriteAllText(arguments[2], AccuracyPicture.Draw(curves));
        return 0;

        AccuracyCurve Curve(Learner learner, string name, double randomShare, bool isDashed)
        {
            var begun = Environment.CpuUsage.TotalTime;
            var options = new ActiveLearningOptions { Size = size, Candidates = candidates, Uncertainty = learner.Uncertainty, RandomShare = randomShare };
            var points = new List<(int, double)>();
            foreach (var step in new ActiveLearner(learner.Create(), oracle, box, options).Run(context))
            {
                points.Add((step.Asked, Accuracy(step.Model)));
                Console.Error.WriteLine(FormattableString.Invariant($"{name}: {points[^1]}, {(Environment.CpuUsage.TotalTime - begun).TotalSeconds:0} CPU s"));
            }

            return new AccuracyCurve(name, learner.Colour, isDashed, points, (Environment.CpuUsage.TotalTime - begun).TotalSeconds);
        }

        double Accuracy(IClassifierModel learnt)
        {
            var probabilities = new float[2 * TestPoints];
            context.ForEach((TestPoints + PointsAtOnce - 1) / PointsAtOnce, piece =>
            {
                var (start, count) = (piece * PointsAtOnce, Math.Min(PointsAtOnce, TestPoints - piece * PointsAtOnce));
                learnt.PredictProbabilities(test.AsSpan(start * parameters.Length, count * parameters.Length), probabilities.AsSpan(2 * start, 2 * count));
            });
            return ClassificationMetrics.OverallAccuracy(probabilities, labels, 2);
        }
    }

    private static Committee ThreeAlgorithms() => new(
    [
        new RandomForest(new RandomForestOptions { Trees = 100 }),
        new ExtraTrees(new ExtraTreesOptions { Trees = 100 }),
        new Mlp(new MlpOptions { Patience = 10 }),
    ]);

    private sealed record Learner(string Name, string Colour, Uncertainty Uncertainty, double RandomShare, Func<IClassifier> Create)
    {
        // That of another learner may do.
        public bool HasRival { get; init; } = true;
    }
}
