using System.Globalization;
using DarkMachines.Onnx;

namespace DarkMachines.Benchmarks;

/// <summary>
/// What the importer costs over a bare ONNX Runtime session, on one thread: a million rows in the same batches, and one
/// row a call. The two are timed by turns in one run, so that what else the machine does meets both.
/// </summary>
internal static class OnnxOverhead
{
    private const int Rows = 1_000_000;
    private const int Batch = 4096;
    private const int Rounds = 21;
    private const int WarmUpRounds = 10;
    private const int SingleCalls = 2000;
    private const double Micro = 1e6;

    public static int Run(string[] models)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A million rows in batches of {Batch}, then {SingleCalls} calls of one row; medians of {Rounds} rounds, in brackets the range."));
        Console.WriteLine();
        Console.WriteLine("| model | importer, s | bare, s | ratio | one row: importer, µs | bare, µs | difference, µs |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var path in models)
            Console.WriteLine(Measure(path));
        return 0;
    }

    private static string Measure(string path)
    {
        using var model = OnnxImport.Load(path);
        using var bare = new BareSession(path, model.OutputName);
        var columns = model.Features.Count;
        var (score, width) = Scorer(model);
        var random = new RandomStream(seed: 1);
        var rows = Enumerable.Range(0, Rows * columns).Select(_ => (float)random.Normal()).ToArray();
        var (answers, bareAnswers) = (new float[Rows * width.Own], new float[Rows * width.Bare]);

        var (whole, single) = (new List<(double Own, double Bare)>(), new List<(double Own, double Bare)>());
        // The figures of the first rounds are thrown away: the code is still being compiled anew while it is hot.
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            var many = (Sample.Seconds(() => score(rows, answers)), Sample.Seconds(() => bare.Run(rows, columns, Batch, bareAnswers)));
            var one = OneRow(score, bare, rows[..columns], width);
            if (round < WarmUpRounds)
                continue;
            whole.Add(many);
            single.Add(one);
        }

        return string.Join(" | ", [
            $"| {Path.GetFileName(path)}",
            new Sample(whole.Select(t => t.Own)).ToString("0.000"),
            new Sample(whole.Select(t => t.Bare)).ToString("0.000"),
            new Sample(whole.Select(t => t.Own / t.Bare)).ToString("0.00"),
            new Sample(single.Select(t => t.Own)).ToString("0.0"),
            new Sample(single.Select(t => t.Bare)).ToString("0.0"),
            new Sample(single.Select(t => t.Own - t.Bare)).ToString("0.0") + " |",
        ]);
    }

    private static (double Own, double Bare) OneRow(Action<float[], float[]> score, BareSession bare, float[] row, (int Own, int Bare) width)
    {
        var (answer, bareAnswer) = (new float[width.Own], new float[width.Bare]);
        var own = Sample.Seconds(() => Repeat(() => score(row, answer)));
        return (own / SingleCalls * Micro, Sample.Seconds(() => Repeat(() => bare.Run(row, row.Length, Batch, bareAnswer))) / SingleCalls * Micro);
    }

    private static void Repeat(Action call)
    {
        for (var i = 0; i < SingleCalls; i++)
            call();
    }

    // The width of the importer's answer and of the output it is made from.
    private static (Action<float[], float[]> Score, (int Own, int Bare) Width) Scorer(OnnxModel model) => model switch
    {
        OnnxClassifier classifier => ((rows, answers) => classifier.PredictProbabilities(rows, answers), (classifier.Classes.Count, (int)(model.File.Outputs.First(o => o.Name == model.OutputName).Shape?[^1] ?? 1))),
        OnnxReconstruction autoencoder => ((rows, answers) => autoencoder.Score(rows, answers), (1, model.Features.Count)),
        IAnomalyModel detector => ((rows, answers) => detector.Score(rows, answers), (1, 1)),
        _ => throw new UserInputException("no-score", $"'{model.File.Path}' is a {model.Kind.Word()}, which is not timed.", "Name a classifier or a detector."),
    };
}
