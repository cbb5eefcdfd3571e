using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using DarkMachines.Forests;
using DarkMachines.Histograms;
using DarkMachines.Kernels;
using DarkMachines.Linear;
using DarkMachines.Mixtures;
using DarkMachines.Neighbours;

namespace DarkMachines.Benchmarks.Scale;

/// <summary>An algorithm that ships, with its default options.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its class.</param>
internal sealed record ScaleAlgorithm(string Name, Type Type)
{
    private const int RowsToScore = 10_000;

    // A line for each plugin.
    private static readonly Assembly[] Plugins =
    [
        typeof(RandomForest).Assembly,
        typeof(Hbos).Assembly,
        typeof(Kde).Assembly,
        typeof(LogisticRegression).Assembly,
        typeof(GaussianMixture).Assembly,
        typeof(Knn).Assembly,
    ];

    public static IReadOnlyList<ScaleAlgorithm> All { get; } =
    [
        .. from type in Plugins.SelectMany(plugin => plugin.GetExportedTypes())
           let mark = type.GetCustomAttribute<AlgorithmAttribute>()
           where mark is not null
           orderby mark.Name
           select new ScaleAlgorithm(mark.Name, type),
    ];

    /// <summary>Fits once and scores 10 000 other rows, on one thread. Null if the fit takes too long.</summary>
    /// <param name="rows">Rows to fit.</param>
    /// <param name="limit">Most seconds for the fit.</param>
    public ScalePoint? Measure(int rows, double limit)
    {
        var (train, test) = (ScaleData.Draw(rows, stream: 1), ScaleData.Draw(RowsToScore, stream: 2));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(limit));
        try
        {
            var start = Stopwatch.GetTimestamp();
            var score = Fit(train, new FitContext(1, cancellation: cancellation.Token));
            var fitted = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var scored = Sample.Seconds(() => score(test.Values));
            using var process = Process.GetCurrentProcess();
            return fitted > limit ? null : new ScalePoint(rows, fitted, scored / RowsToScore, process.PeakWorkingSet64);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // Of several kinds the first here is measured.
    private Action<float[]> Fit(ScaleData data, FitContext context)
    {
        var options = Type.GetConstructors().Single().GetParameters().Single().ParameterType;
        switch (Activator.CreateInstance(Type, Activator.CreateInstance(options)))
        {
            case IClassifier classifier:
                var classes = classifier.Fit(data.Table(), data.Classes(), context);
                return rows => classes.PredictProbabilities(rows, new float[2 * RowsToScore]);
            case IAnomalyDetector detector:
                var anomalies = detector.Fit(data.Table(), context);
                return rows => anomalies.Score(rows, new float[RowsToScore]);
            case ISurrogate surrogate:
                var values = surrogate.Fit(data.Table(), data.Answers(), context);
                return rows => values.Predict(rows, new float[RowsToScore], new float[RowsToScore]);
            default:
                throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"'{Name}' is of no kind that is measured."));
        }
    }
}
