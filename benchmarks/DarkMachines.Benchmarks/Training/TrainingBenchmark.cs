using System.Globalization;
using DarkMachines.Benchmarks.Peers;
using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Benchmarks.Training;

/// <summary>
/// Training and scoring beside eager PyTorch, on one thread: whole fits of a given number of steps, with shuffling, batches
/// and, for ours, the making of the session.
/// </summary>
internal static class TrainingBenchmark
{
    private const int DefaultRounds = 5;
    private const int Epochs = 5;
    private const int ImageRows = 20 * 128;
    private const int ImagePixels = 28 * 28;
    private const int ScoredRows = 100_000;

    private static readonly int[] Inputs = [10, 20, 50, 100];

    /// <summary>Runs the contests whose peer's task begins with a word given, or all; a number is that of the rounds.</summary>
    public static int Run(string[] arguments)
    {
        var rounds = arguments.Select(word => int.TryParse(word, out var number) ? number : 0).Append(0).Max();
        string[] only = [.. arguments.Where(word => !int.TryParse(word, out _))];
        var arrays = Inputs.ToDictionary(columns => string.Create(CultureInfo.InvariantCulture, $"rows-{columns}"), columns => Normal(ScoredRows * columns));
        arrays.Add("images", Normal(ImageRows * ImagePixels));
        using var peer = new PeerRun("Training/training_peer.py", arrays);
        var contests = Inputs.SelectMany(columns => Autoencoders(columns, arrays[$"rows-{columns}"])).Append(Images(arrays["images"]));
        Contest.Print(peer, rounds > 0 ? rounds : DefaultRounds, contests.Where(contest => only.Length == 0 || only.Any(contest.PeerTask.StartsWith)));
        return 0;
    }

    private static IEnumerable<Contest> Autoencoders(int columns, float[] rows)
    {
        foreach (var (batch, steps) in ((int, int)[])[(128, 400), (512, 150), (1024, 90)])
            yield return Autoencoder(columns, batch, steps, rows);
        var (loss, restored) = Autoencoder(columns);
        var data = new TrainingData().Add("x", rows.AsMemory(0, 128 * columns), columns);
        var scorer = Trainer.Fit(loss, data, new TrainingSettings { Epochs = 1 }, new FitContext(1)).Scorer(restored);
        var answers = new float[rows.Length];
        foreach (var batch in (int[])[128, 1024, ScoredRows])
        {
            yield return new($"score {ScoredRows} rows of {columns}, {batch} at once", $"score-{columns}-{batch}", () =>
            {
                for (var start = 0; start < ScoredRows; start += batch)
                {
                    var n = Math.Min(batch, ScoredRows - start);
                    scorer.Score(rows.AsSpan(start * columns, n * columns), answers.AsSpan(start * columns, n * columns));
                }

                return () => double.NaN;
            });
        }
    }

    private static Contest Autoencoder(int columns, int batch, int steps, float[] rows)
    {
        var settings = new TrainingSettings { Epochs = Epochs, BatchSize = batch };
        return new($"autoencoder of {columns}, {Epochs * steps} steps of {batch}", $"autoencoder-{columns}-{batch}-{steps}", () =>
        {
            var (loss, _) = Autoencoder(columns);
            var data = new TrainingData().Add("x", rows.AsMemory(0, steps * batch * columns), columns);
            var trained = Trainer.Fit(loss, data, settings, new FitContext(1));
            return () => trained.History[^1].Training;
        });
    }

    private static (OnnxTensor Loss, OnnxTensor Restored) Autoencoder(int columns)
    {
        var network = new Network();
        var x = network.Input("x", columns);
        var code = x.Dense(64, Activation.Relu).Dense(32, Activation.Relu).Dense(8, Activation.Relu);
        var restored = code.Dense(32, Activation.Relu).Dense(64, Activation.Relu).Dense(columns);
        return (restored.MeanSquaredError(x), restored);
    }

    private static Contest Images(float[] images) => new("convolutional classifier, 100 steps of 128 images of 28 × 28", "images", () =>
    {
        var network = new Network();
        var x = network.Input("x", 1, 28, 28);
        var features = x.Conv(16, 3, Activation.Relu, padding: 1).MaxPool(2).Conv(32, 3, Activation.Relu, padding: 1).MaxPool(2);
        var loss = features.Flatten().Dense(64, Activation.Relu).Dense(10).CrossEntropy(network.Input("class", 1));
        float[] classes = [.. Enumerable.Range(0, ImageRows).Select(i => (float)(i % 10))];
        var data = new TrainingData().Add("x", images, ImagePixels).Add("class", classes, 1);
        var trained = Trainer.Fit(loss, data, new TrainingSettings { Epochs = Epochs }, new FitContext(1));
        return () => trained.History[^1].Training;
    });

    private static float[] Normal(int count)
    {
        var random = new RandomStream((ulong)count);
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
            value = (float)random.Normal();
        return values;
    }
}
