using System.Diagnostics;
using System.Globalization;
using DarkMachines.Challenges.Surrogates.ActiveLearning;
using DarkMachines.Data.Slha;
using DarkMachines.Forests;
using DarkMachines.Onnx;
using DarkMachines.Statistics;

namespace DarkMachines.Benchmarks.Surrogates;

/// <summary>
/// Active learning against random sampling, with the SUSY-AI network as oracle and a forest of 100 trees as learner: the
/// first experiment of Caron, Heskes, Otten, Stienen, Eur. Phys. J. C 79 (2019) 944. Prints a table, and draws the curve.
/// </summary>
internal static class ActiveLearningBenchmark
{
    private const int TestPoints = 100_000;
    private const int Trees = 100;
    private const ulong TestSeed = 0x7465737473;

    public static int Run(string network, int size, string? picture)
    {
        using var model = (OnnxClassifier)OnnxImport.Load(network);
        var set = SlhaParameters.Load(SlhaParameters.DefaultName);
        Feature[] parameters = [.. set.Parameters.Select(parameter => new Feature(parameter.Name, parameter.Unit))];
        var oracle = new ModelOracle(model, parameters);
        var box = new BoxCandidates([.. set.Parameters.Select(parameter => parameter.Range!.Value)]);
        var test = box.Draw(TestPoints, new RandomStream(TestSeed));
        var answers = new OracleAnswer[TestPoints];
        oracle.Ask(test, answers, new FitContext(1));
        int[] labels = [.. answers.Select(answer => answer.Class)];

        var active = Curve(0);
        var random = Curve(1);
        Console.WriteLine("| points | active | random |\n| ---: | ---: | ---: |");
        foreach (var (a, r) in active.Zip(random))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {a.Points} | {a.Accuracy:0.0000} | {r.Accuracy:0.0000} |"));
        if (picture is not null)
            File.WriteAllText(picture, AccuracyPicture.Draw(active, random));
        return 0;

        List<(int Points, double Accuracy)> Curve(double randomShare)
        {
            var watch = Stopwatch.StartNew();
            var options = new ActiveLearningOptions { Size = size, RandomShare = randomShare };
            var learner = new ActiveLearner(new RandomForest(new RandomForestOptions { Trees = Trees }), oracle, box, options);
            var curve = new List<(int, double)>();
            foreach (var step in learner.Run(new FitContext(1, Environment.ProcessorCount)))
            {
                var probabilities = new float[2 * TestPoints];
                step.Model.PredictProbabilities(test, probabilities);
                curve.Add((step.Asked, ClassificationMetrics.OverallAccuracy(probabilities, labels, 2)));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"random share {randomShare}: {curve[^1]}, {watch.Elapsed.TotalSeconds:0.0} s"));
            }

            return curve;
        }
    }
}
