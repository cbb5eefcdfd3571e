using System.Diagnostics;
using System.Globalization;
using DarkMachines.Benchmarks.Peers;
using DarkMachines.Challenges.Surrogates;
using DarkMachines.Forests;
using DarkMachines.Onnx;

namespace DarkMachines.Benchmarks.Surrogates;

/// <summary>
/// The speed of surrogates, on one thread: forests beside scikit-learn, SUSY-AI's network beside a bare session of ONNX
/// Runtime, and single points by the way that <c>predict</c> takes, with ranges, class and confidence.
/// </summary>
internal static class SurrogateSpeed
{
    private const int TrainPoints = 300_000;
    private const int ShallowTrainPoints = 80_000;
    private const int TestPoints = 32_768;
    private const int FewTrees = 9;
    private const int ManyTrees = 90;
    private const int AllTrees = 900;
    private const int DefaultRounds = 1;
    private const int NetworkRounds = 21;
    private const int NetworkPoints = 50_000;
    private const int BatchRounds = 5;
    private const int SinglePoints = 2000;
    private const double Micro = 1e6;
    private const double Mega = 1e6;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Runs the tasks named, or all but <c>whole</c>; a number is that of the rounds, <c>FILE.onnx</c> the network.</summary>
    public static int Run(string[] arguments)
    {
        var rounds = arguments.Select(word => int.TryParse(word, out var number) ? number : 0).Append(0).Max();
        var path = arguments.FirstOrDefault(word => word.EndsWith(".onnx", StringComparison.Ordinal), Path.Combine("..", "shared", "onnx", "susyai_network.onnx"));
        string[] only = [.. arguments.Where(word => word != path && !int.TryParse(word, out _))];
        bool IsAsked(string task) => only.Length == 0 || only.Contains(task);
        using var network = (OnnxClassifier)OnnxImport.Load(path);
        var train = SurrogateSpeedData.Draw(network, TrainPoints, 1);
        var test = SurrogateSpeedData.Draw(network, TestPoints, 2);

        var contests = Contests(train, test).Where(contest => IsAsked(contest.PeerTask)).ToArray();
        if (contests.Length > 0)
        {
            using var peer = new PeerRun("Surrogates/surrogates_peer.py", new Dictionary<string, float[]>
            {
                ["train"] = train.Points.Values.ToArray(),
                ["test"] = test.Points.Values.ToArray(),
                ["train-labels"] = [.. train.Labels.Indices.ToArray().Select(label => (float)label)],
                ["test-labels"] = [.. test.Labels.Indices.ToArray().Select(label => (float)label)],
            });
            Contest.Print(peer, rounds > 0 ? rounds : DefaultRounds, contests);
        }

        if (IsAsked("network"))
            PrintNetwork(path, network, test);
        if (IsAsked("points") || only.Contains("whole"))
            PrintForests(IsAsked("points"), only.Contains("whole"), network, train, test);
        return 0;
    }

    private static void PrintForests(bool withSmall, bool withWhole, OnnxClassifier network, SurrogateSpeedData train, SurrogateSpeedData test)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"µs of processor time a point, medians, in brackets the range: {BatchRounds} times {TestPoints} points at once, and {SinglePoints} points one by one in hundreds."));
        Console.WriteLine();
        Console.WriteLine("| surrogate | at once | one by one | accuracy | model, MB | fit, CPU s | most memory of the process, MB |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        var files = new List<ForestFile>();
        if (withSmall)
        {
            files.Add(PrintForest("100 trees, depth 10", Shallow, train.First(ShallowTrainPoints), test));
            files.Add(PrintForest($"{ManyTrees} trees, depth 30", Deep(ManyTrees), train, test));
            PrintPoints("SUSY-AI's network", network, test, ConfidenceCard(network, test), "– | – | –");
        }

        if (withWhole)
            files.Add(PrintForest($"{AllTrees} trees, depth 30", Deep(AllTrees), train, test));
        ForestFile.Print(files, test);
    }

    private static RandomForestOptions Shallow => new() { MaxDepth = 10 };

    private static RandomForestOptions Deep(int trees) => new() { Trees = trees, MaxDepth = 30, MaxFeatures = 12 };

    private static IEnumerable<Contest> Contests(SurrogateSpeedData train, SurrogateSpeedData test)
    {
        // A seed for each fit, as the peer draws one.
        ulong seed = 0;
        ForestClassifierModel Fit(RandomForestOptions options, SurrogateSpeedData data) => new RandomForest(options).Fit(data.Points, data.Labels, new FitContext(++seed));
        float[] Predict(IClassifierModel model)
        {
            var probabilities = new float[2 * TestPoints];
            model.PredictProbabilities(test.Points.Values, probabilities);
            return probabilities;
        }

        Func<double> PredictAndGrade(IClassifierModel model)
        {
            var probabilities = Predict(model);
            return () => test.Accuracy(probabilities);
        }

        Lazy<ForestClassifierModel> shallow = new(() => Fit(Shallow, train.First(ShallowTrainPoints))), deep = new(() => Fit(Deep(FewTrees), train));
        yield return new($"fit {FewTrees} trees of depth 30 to {TrainPoints} points", "fit-deep", () =>
        {
            var model = Fit(Deep(FewTrees), train);
            return () => test.Accuracy(Predict(model));
        });
        yield return new($"predict {TestPoints} points, {FewTrees} trees of depth 30", "predict-deep", () => PredictAndGrade(deep.Value));
        yield return new($"predict {TestPoints} points, 100 trees of depth 10", "predict-shallow", () => PredictAndGrade(shallow.Value));
    }

    private static void PrintNetwork(string path, OnnxClassifier network, SurrogateSpeedData test)
    {
        const int batch = 4096;
        using var bare = new BareSession(path, network.OutputName);
        var rows = Enumerable.Repeat(test.Points.Values.ToArray(), NetworkPoints / TestPoints + 1).SelectMany(values => values).Take(NetworkPoints * test.Points.ColumnCount).ToArray();
        var width = (int)(network.File.Outputs.First(output => output.Name == network.OutputName).Shape?[^1] ?? 1);
        var (answers, bareAnswers) = (new float[2 * NetworkPoints], new float[width * NetworkPoints]);
        List<double> own = [], peer = [];
        for (var round = 0; round <= NetworkRounds; round++)
        {
            own.Add(CpuSeconds(() => network.PredictProbabilities(rows, answers)));
            peer.Add(CpuSeconds(() => bare.Run(rows, test.Points.ColumnCount, batch, bareAnswers)));
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SUSY-AI's network, {NetworkPoints} points, {NetworkRounds} rounds by turns after one that is not counted; medians, in brackets the range."));
        Console.WriteLine();
        Console.WriteLine("| ours, CPU µs a point | bare session in batches of 4096, CPU µs a point | ours over bare |\n| --- | --- | --- |");
        Sample Each(IEnumerable<double> seconds) => new(seconds.Skip(1).Select(s => s / NetworkPoints * Micro));
        Console.WriteLine($"| {Each(own).ToString("0.000")} | {Each(peer).ToString("0.000")} | {new Sample(own.Zip(peer, (a, b) => a / b).Skip(1)).ToString("0.00")} |");
    }

    private static ForestFile PrintForest(string name, RandomForestOptions options, SurrogateSpeedData train, SurrogateSpeedData test)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        ForestClassifierModel? model = null;
        var seconds = CpuSeconds(() => model = new RandomForest(options).Fit(train.Points, train.Labels, new FitContext(1, Environment.ProcessorCount)));
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        using var process = Process.GetCurrentProcess();
        PrintPoints(name, model!, test, ConfidenceCard(model!, test), string.Create(CultureInfo.InvariantCulture, $"{bytes / Mega:0} | {seconds:0} | {process.PeakWorkingSet64 / Mega:0}"));
        return ForestFile.Write(name, model!);
    }

    private static ModelCard ConfidenceCard(IClassifierModel model, SurrogateSpeedData points)
    {
        var probabilities = new float[2 * points.Labels.Count];
        model.PredictProbabilities(points.Points.Values, probabilities);
        return new ModelCard().WithClasses(probabilities, points.Labels, positive: 1);
    }

    private static void PrintPoints(string name, IClassifierModel model, SurrogateSpeedData test, ModelCard card, string rest)
    {
        const int calls = 100;
        var probabilities = new float[2 * TestPoints];
        model.PredictProbabilities(test.Points.Values, probabilities);
        var batches = Enumerable.Range(0, BatchRounds).Select(_ => CpuSeconds(() => model.PredictProbabilities(test.Points.Values, probabilities)) / TestPoints * Micro).ToArray();

        var predictor = new Predictor(model, [.. SurrogateSpeedData.Box.Select(range => (ValidRange?)range)], card: card);
        var room = predictor.Room(1);
        var decided = 0;
        void Ask(int row)
        {
            test.Points.Row(row).CopyTo(room.Rows);
            predictor.Predict(room, 1);
            decided += predictor.Decide(room.Values).Class;
        }

        // What is called often is compiled anew a tenth of a second later.
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < WarmUp;)
        {
            for (var row = 0; row < SinglePoints; row++)
                Ask(row);
        }

        var single = Enumerable.Range(0, SinglePoints / calls).Select(hundred => CpuSeconds(() =>
        {
            for (var row = hundred * calls; row < (hundred + 1) * calls; row++)
                Ask(SinglePoints + row);
        }) / calls * Micro).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {new Sample(batches).ToString("0.00")} | {new Sample(single).ToString("0.0")} | {test.Accuracy(probabilities):0.0000} | {rest} |"));
    }

    /// <summary>Processor time that some work takes, on all threads.</summary>
    public static double CpuSeconds(Action work)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
    }
}
