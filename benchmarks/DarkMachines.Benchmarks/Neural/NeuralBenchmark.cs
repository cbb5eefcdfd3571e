using System.Globalization;

namespace DarkMachines.Benchmarks.Neural;

/// <summary>What networks reach on real data, and how long their training takes beside scikit-learn.</summary>
internal static class NeuralBenchmark
{
    /// <summary>Runs the measurements named, or all; a number is that of the seeds or rounds.</summary>
    public static int Run(string[] arguments)
    {
        var seeds = arguments.Select(word => int.TryParse(word, out var number) ? number : 0).Append(0).Max();
        string[] only = [.. arguments.Where(word => !int.TryParse(word, out _))];
        (string Name, Action<int> Measure, int Seeds)[] measurements =
        [
            ("dm-astro", DmAstroSpeed.Measure, 3),
            ("higgs", HiggsExcerpt.Measure, 5),
            ("olympics", OlympicsSupervision.Measure, 5),
            ("cwola", CwolaToy.Measure, 10),
        ];
        foreach (var (name, measure, usual) in measurements.Where(m => only.Length == 0 || only.Contains(m.Name)))
        {
            Console.WriteLine($"{Environment.NewLine}{name}");
            measure(seeds > 0 ? seeds : usual);
        }

        return 0;
    }

    /// <summary>Prints figures of several seeds with their median.</summary>
    public static void Print(string what, IEnumerable<double> figures)
    {
        double[] all = [.. figures];
        var sorted = all.Order().ToArray();
        var median = (sorted[(all.Length - 1) / 2] + sorted[all.Length / 2]) / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {median:0.0000} of {string.Join(" ", all.Select(f => f.ToString("0.0000", CultureInfo.InvariantCulture)))}"));
    }
}
