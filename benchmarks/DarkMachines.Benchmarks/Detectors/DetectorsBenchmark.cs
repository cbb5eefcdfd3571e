using System.Globalization;
using DarkMachines.Benchmarks.Peers;
using DarkMachines.Challenges;
using DarkMachines.Data;
using DarkMachines.Forests;
using DarkMachines.Histograms;
using DarkMachines.Kernels;
using DarkMachines.Linear;
using DarkMachines.Mixtures;
using DarkMachines.Neighbours;
using DarkMachines.Statistics;

namespace DarkMachines.Benchmarks.Detectors;

/// <summary>
/// Areas under the curve of our detectors beside those of the same algorithm with the same settings in Python, on the same
/// divisions of the same sets: 60 % of the rows are fitted on without labels, standardised, and the others scored.
/// </summary>
internal static class DetectorsBenchmark
{
    private const int Repeats = 10;
    private const int MostRows = 8000;

    private static readonly (string PeerTask, Func<IAnomalyDetector> Create)[] Detectors =
    [
        ("lof", () => new Lof(new LofOptions { Neighbours = 20, Standardise = false })),
        ("knn", () => new Knn(new KnnOptions { Neighbours = 5, Standardise = false })),
        ("isolation-forest", () => new IsolationForest(new IsolationForestOptions())),
        ("one-class-svm", () => new OneClassSvm(new OneClassSvmOptions())),
        ("gaussian-mixture", () => new GaussianMixture(new GaussianMixtureOptions { Components = 1 })),
        ("kde", () => new Kde(new KdeOptions { Bandwidth = 1 })),
        ("loda", () => new Loda(new LodaOptions())),
        ("loda-shifted", () => new Loda(new LodaOptions())),
    ];

    /// <summary>Prints a line for each detector.</summary>
    /// <param name="files">NPZ archives with rows <c>X</c> and labels <c>y</c>.</param>
    public static int Run(string[] files)
    {
        var areas = new List<(string Set, string Detector, double Own, double Peer)>();
        foreach (var file in files)
        {
            var (rows, labels) = (TableFile.Read($"{file}#X").Rows, TableFile.Read($"{file}#y").Values);
            if (rows.RowCount > MostRows)
                continue;
            var set = Path.GetFileNameWithoutExtension(file);
            areas.AddRange(Areas(set, rows, Array.ConvertAll(labels, label => label == 1)));
            foreach (var (_, detector, own, peer) in areas.Where(area => area.Set == set))
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set} {detector}: {own:0.0000}, peer {peer:0.0000}"));
        }

        Console.WriteLine("| detector | sets | mean area | peer | mean difference | greatest of one set |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var own in areas.GroupBy(area => area.Detector))
        {
            var differences = own.Select(area => area.Own - area.Peer).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {own.Key} | {differences.Length} | {own.Average(a => a.Own):0.0000} | {own.Average(a => a.Peer):0.0000} | {differences.Average():+0.0000;−0.0000;0} | {differences.MaxBy(Math.Abs):+0.0000;−0.0000;0} |"));
        }

        return 0;
    }

    private static List<(string Set, string Detector, double Own, double Peer)> Areas(string set, FeatureTable rows, bool[] isAnomaly)
    {
        var orders = Enumerable.Range(0, Repeats).Select(repeat => Order(rows.RowCount, repeat)).ToArray();
        using var peer = new PeerRun("Detectors/detectors_peer.py", new Dictionary<string, float[]>
        {
            ["rows"] = rows.Values.ToArray(),
            ["shape"] = [rows.ColumnCount],
            ["labels"] = Array.ConvertAll(isAnomaly, anomaly => anomaly ? 1f : 0f),
            ["orders"] = [.. orders.SelectMany(order => order).Select(row => (float)row)],
        });
        return [.. Detectors.Select(d => (set, d.PeerTask, orders.Average(order => Area(d.Create(), rows, isAnomaly, order)), peer.Run(d.PeerTask).Quality))];
    }

    private static int[] Order(int rows, int repeat)
    {
        var order = Enumerable.Range(0, rows).ToArray();
        new RandomStream(1, (ulong)repeat).Shuffle<int>(order);
        return order;
    }

    private static double Area(IAnomalyDetector detector, FeatureTable rows, bool[] isAnomaly, int[] order)
    {
        var held = (int)Math.Ceiling(0.4 * order.Length);
        var (training, test) = (rows.SelectRows(order.AsSpan(held)), rows.SelectRows(order.AsSpan(0, held)));
        var scale = Standardiser.Fit(training);
        var scores = new float[held];
        detector.Fit(scale.Apply(training), new FitContext(1)).Score(scale.Apply(test).Values, scores);
        return Roc.Auc(scores, [.. order[..held].Select(row => isAnomaly[row])]);
    }
}
