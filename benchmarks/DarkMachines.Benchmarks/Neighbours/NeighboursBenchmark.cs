using System.Globalization;
using System.Runtime.InteropServices;
using DarkMachines.Benchmarks.Peers;
using DarkMachines.Kernels;
using DarkMachines.Neighbours;

namespace DarkMachines.Benchmarks.Neighbours;

/// <summary>
/// Exact neighbours, outlier factors and kernel densities beside FAISS and scikit-learn, on one thread; then how much two
/// threads gain. Answers are compared first, and a difference ends the benchmark.
/// </summary>
internal static class NeighboursBenchmark
{
    private const int Rounds = 5;
    private const int RoundsOfSlowOnes = 2;

    private static readonly KnnOptions Nearest = new() { Neighbours = 10, Standardise = false };
    private static readonly LofOptions Outliers = new() { Neighbours = 20, Standardise = false };

    // FAISS takes distances from dot products in float32, which leaves fewer digits.
    private static readonly Task[] Tasks =
    [
        new("exact kNN, 100k × 16, 10k queries", "faiss-16", new NeighbourData("16", 16, 100_000, 10_000), Knn, 1e-3),
        new("exact kNN, 100k × 16, 10k queries", "sklearn-brute-16", new NeighbourData("16", 16, 100_000, 10_000), Knn, 1e-5),
        new("exact kNN, 100k × 64, 10k queries", "faiss-64", new NeighbourData("64", 64, 100_000, 10_000), Knn, 1e-3),
        new("exact kNN, 100k × 3, 100k queries", "sklearn-kd-tree-3", new NeighbourData("3", 3, 100_000, 100_000), Knn, 1e-5),
        new("LOF, fit 100k × 20 and score 100k", "sklearn-lof-20", new NeighbourData("20", 20, 100_000, 100_000), Lof, 1e-5) { IsSlow = true, MostUnequal = 1e-3 },
        new("KDE, 100k × 8, 1k queries", "sklearn-kde-8", new NeighbourData("8", 8, 100_000, 1000), Kde, 1e-6) { IsSlow = true },
        new("KDE, 1M × 2, 1k queries", "sklearn-kde-2", new NeighbourData("2", 2, 1_000_000, 1000), Kde, 1e-6) { IsSlow = true },
    ];

    public static int Run(string[] only)
    {
        var chosen = Tasks.Where(task => only.Length == 0 || only.Contains(task.Peer)).ToArray();
        var arrays = Tasks.Select(task => task.Data).DistinctBy(data => data.Name).SelectMany(data => data.Arrays).ToDictionary();
        using var peer = new PeerRun("Neighbours/neighbours_peer.py", arrays);
        foreach (var task in chosen)
            CheckAnswers(task, peer);
        Contest.Print(peer, Rounds, chosen.Where(task => !task.IsSlow).Select(ContestOf));
        Contest.Print(peer, RoundsOfSlowOnes, chosen.Where(task => task.IsSlow).Select(ContestOf));
        foreach (var task in chosen.DistinctBy(task => task.Data.Name))
            PrintGainOfTwoThreads(task);
        return 0;
    }

    private static Contest ContestOf(Task task) => new(task.Name, task.Peer, () =>
    {
        var answers = task.Answers(threads: 1);
        return () => answers.Average(answer => (double)answer);
    });

    private static void CheckAnswers(Task task, PeerRun peer)
    {
        peer.Run(task.Peer);
        var theirs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(peer.Folder, $"answers-{task.Data.Name}.f4"))).ToArray();
        var differences = task.Answers(threads: 1).Zip(theirs).Select(pair => Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.Second))).ToArray();
        var unequal = differences.Count(difference => !(difference <= task.Tolerance)) / (double)differences.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{task.Peer}: answers differ by at most {differences.Max():0.0e0}, {unequal:0.####%} of them by more than {task.Tolerance:0e0}."));
        if (unequal > task.MostUnequal)
            throw new InvalidOperationException($"The answers are not those of {task.Peer}.");
    }

    private static void PrintGainOfTwoThreads(Task task)
    {
        task.Answers(threads: 2);
        var gains = new Sample(Enumerable.Range(0, task.IsSlow ? 3 : Rounds)
            .Select(_ => Sample.Seconds(() => task.Answers(1)) / Sample.Seconds(() => task.Answers(2))));
        Console.WriteLine($"{task.Name}: two threads are {gains.ToString("0.00")} times as fast as one, by the clock.");
    }

    private static IAnomalyModel Knn(FeatureTable points, FitContext context) => new Knn(Nearest).Fit(points, context);

    private static LofModel Lof(FeatureTable points, FitContext context) => new Lof(Outliers).Fit(points, context);

    // Its score is minus the log density that the peer gives.
    private static KdeModel Kde(FeatureTable points, FitContext context) => new Kde(new KdeOptions()).Fit(points, context);

    private sealed record Task(string Name, string Peer, NeighbourData Data, Func<FeatureTable, FitContext, IAnomalyModel> Fit, double Tolerance)
    {
        private const int Chunk = 512;

        public bool IsSlow { get; init; }

        /// <summary>
        /// Share of answers that may differ: where the k-th and the next neighbour are equally far but for rounding, either
        /// may be taken, and outlier factors jump.
        /// </summary>
        public double MostUnequal { get; init; }

        /// <summary>Fits, and answers all queries; those of several threads by turns.</summary>
        public float[] Answers(int threads)
        {
            var context = new FitContext(1, threads);
            var model = Fit(Data.Table, context);
            var count = Data.Queries.Length / Data.Columns;
            var answers = new float[count];
            if (threads == 1)
            {
                Answer(model, 0, count, answers);
                return answers;
            }

            var chunk = Math.Min(Chunk, (count + threads - 1) / threads);
            context.ForEach((count + chunk - 1) / chunk, i => Answer(model, i * chunk, Math.Min(chunk, count - i * chunk), answers));
            return answers;
        }

        private void Answer(IAnomalyModel model, int start, int count, float[] answers)
        {
            var rows = Data.Queries.AsSpan(start * Data.Columns, count * Data.Columns);
            if (model is IDensityModel density and KdeModel)
                density.LogDensity(rows, answers.AsSpan(start, count));
            else
                model.Score(rows, answers.AsSpan(start, count));
        }
    }
}
