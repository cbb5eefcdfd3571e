using System.Globalization;
using DarkMachines.Forests;
using DarkMachines.Onnx;

namespace DarkMachines.Benchmarks.Surrogates;

/// <summary>A forest written as a file, read and asked in two ways by turns: its trees walked here, and by ONNX Runtime.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Path">The file.</param>
internal sealed record ForestFile(string Name, string Path)
{
    private const int Rounds = 3;
    private const int SinglePoints = 500;
    private const double Micro = 1e6;
    private const double Mega = 1e6;

    /// <summary>Writes a forest to a temporary file.</summary>
    public static ForestFile Write(string name, ForestClassifierModel model)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.ChangeExtension(System.IO.Path.GetRandomFileName(), ".onnx"));
        OnnxExport.Save(model, path);
        return new ForestFile(name, path);
    }

    /// <summary>Prints a row a file, and deletes them.</summary>
    public static void Print(IEnumerable<ForestFile> files, SurrogateSpeedData test)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The same forests as files, read and asked here and by ONNX Runtime: processor time, medians of {Rounds} rounds by turns, in brackets the range."));
        Console.WriteLine();
        Console.WriteLine("| file | MB | read here, s | by the runtime, s | at once here, µs | by the runtime, µs | ratio | one by one here, µs | by the runtime, µs | farthest apart |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var file in files)
        {
            file.Print(test);
            File.Delete(file.Path);
        }
    }

    private void Print(SurrogateSpeedData test)
    {
        OnnxClassifier? here = null, there = null;
        var (readHere, readThere) = (SurrogateSpeed.CpuSeconds(() => here = OnnxImport.LoadClassifier(Path)), SurrogateSpeed.CpuSeconds(() => there = OnnxImport.LoadClassifier(Path, new OnnxImportSettings { TreesByRuntime = true })));
        using (here)
        using (there)
        {
            var (hereAnswers, thereAnswers) = (new float[2 * test.Labels.Count], new float[2 * test.Labels.Count]);
            List<double> ours = [], theirs = [], oursSingle = [], theirsSingle = [];
            for (var round = 0; round <= Rounds; round++)
            {
                ours.Add(SurrogateSpeed.CpuSeconds(() => here!.PredictProbabilities(test.Points.Values, hereAnswers)) / test.Labels.Count * Micro);
                theirs.Add(SurrogateSpeed.CpuSeconds(() => there!.PredictProbabilities(test.Points.Values, thereAnswers)) / test.Labels.Count * Micro);
                oursSingle.Add(OneByOne(here!, test, round));
                theirsSingle.Add(OneByOne(there!, test, round));
            }

            var apart = hereAnswers.Zip(thereAnswers, (a, b) => Math.Abs(a - b)).Max();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Name} | {new FileInfo(Path).Length / Mega:0.0} | {readHere:0.0} | {readThere:0.0} | {Text(ours)} | {Text(theirs)} | {new Sample(theirs.Zip(ours, (a, b) => a / b).Skip(1)).ToString("0.0")} | {Text(oursSingle)} | {Text(theirsSingle)} | {apart:0.0e+0} |"));
        }
    }

    // Other points each round, which no cache knows.
    private static double OneByOne(OnnxClassifier model, SurrogateSpeedData test, int round)
    {
        var answer = new float[2];
        return SurrogateSpeed.CpuSeconds(() =>
        {
            for (var row = 0; row < SinglePoints; row++)
                model.PredictProbabilities(test.Points.Row(round * SinglePoints + row), answer);
        }) / SinglePoints * Micro;
    }

    private static string Text(IEnumerable<double> values) => new Sample(values.Skip(1)).ToString("0.0");
}
