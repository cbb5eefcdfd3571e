using DarkMachines.Onnx.Training;

namespace DarkMachines.Onnx.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void A_network_learns_a_line_exactly()
    {
        var (rows, targets) = Line(200);
        var network = new Network();
        var prediction = network.Input("x", 2).Dense(1);
        var loss = prediction.MeanSquaredError(network.Input("y", 1));
        var data = new TrainingData().Add("x", rows, 2).Add("y", targets, 1);
        var settings = new TrainingSettings { Epochs = 200, BatchSize = 32, LearningRate = new CosineRate { Start = 0.05 } };

        var trained = Trainer.Fit(loss, data, settings, new FitContext(1));

        Assert.Equal([2, -3, 0.5], trained.Parameters.ToArray().Select(v => Math.Round(v, 3)));
        Assert.True(trained.History[^1].Training < 1e-6);
    }

    [Fact]
    public void The_scorer_answers_as_the_export_does()
    {
        var (_, output, trained) = Autoencoder(1);
        using var scorer = trained.Scorer(output);
        var (rows, _) = Line(3000);
        var answers = new float[rows.Length];
        scorer.Score(rows, answers);

        using var folder = new TemporaryFolder();
        OnnxExport.Save(new Restorer(trained, output), folder.PathTo("m.onnx"));
        using var imported = OnnxImport.Load(folder.PathTo("m.onnx"));
        var again = new float[rows.Length];
        Assert.IsType<OnnxReconstruction>(imported).Reconstruct(rows, again);
        Assert.All(answers.Zip(again), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void One_row_is_scored_as_it_is_among_others()
    {
        var (_, output, trained) = Autoencoder(1);
        using var scorer = trained.Scorer(output);
        var (rows, _) = Line(2500);
        var answers = new float[rows.Length];
        scorer.Score(rows, answers);
        var one = new float[2];
        scorer.Score(rows.AsSpan(2 * 1234, 2), one);
        Assert.Equal(answers[2468], one[0], 1e-6);
        Assert.Equal(answers[2469], one[1], 1e-6);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(Autoencoder(1).Trained.Parameters.ToArray(), Autoencoder(1).Trained.Parameters.ToArray());
        Assert.NotEqual(Autoencoder(1).Trained.Parameters.ToArray(), Autoencoder(2).Trained.Parameters.ToArray());
    }

    [Fact]
    public void A_training_begins_where_another_ended()
    {
        var network = new Network();
        var x = network.Input("x", 2);
        var loss = x.Dense(3, Activation.Tanh).BatchNorm().Dense(2).MeanSquaredError(x);
        var data = new TrainingData().Add("x", Line(100).Rows, 2);
        var settings = new TrainingSettings { Epochs = 3, Optimiser = new Sgd { Momentum = 0 } };
        var first = Trainer.Fit(loss, data, settings, new FitContext(1));
        var second = Trainer.Fit(loss, data, settings, new FitContext(1), first);
        var both = Trainer.Fit(loss, data, settings with { Epochs = 6 }, new FitContext(1));
        // One batch an epoch, and a mean does not depend on the order of its rows but for rounding.
        Assert.All(both.Parameters.ToArray().Zip(second.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(new Network().Input("x", 2).Dense(1).Mean(), data, settings, new FitContext(1), first));
    }

    [Fact]
    public void Training_ends_when_validation_gets_no_better_and_returns_the_best()
    {
        // Targets of pure noise: what is learnt from the training rows does not help the others.
        var network = new Network();
        var loss = network.Input("x", 4).Dense(64, Activation.Relu).Dense(1).MeanSquaredError(network.Input("y", 1));
        var data = new TrainingData().Add("x", LayerTests.Rows(120, 4), 4).Add("y", LayerTests.Rows(240, 1).AsMemory(120), 1);
        var settings = new TrainingSettings { Epochs = 500, BatchSize = 20, ValidationShare = 0.5, Patience = 5, LearningRate = new ConstantRate { Start = 1e-2 } };
        var trained = Trainer.Fit(loss, data, settings, new FitContext(1));
        Assert.True(trained.History.Count < 100);
        Assert.Equal(trained.Epoch + 5, trained.History.Count);
        Assert.Equal(trained.History.Min(l => l.Validation), trained.History[trained.Epoch - 1].Validation);
        var again = Trainer.Fit(loss, data, settings with { Epochs = trained.Epoch }, new FitContext(1));
        Assert.Equal(again.Parameters.ToArray(), trained.Parameters.ToArray());
    }

    [Fact]
    public void Progress_tells_epoch_loss_and_time()
    {
        var told = new List<FitProgress>();
        Autoencoder(1, context: new FitContext(1, progress: new Listener(told)));
        // On a slow machine it is told within an epoch, too: once a second.
        double[] epochs = [0.2, 0.4, 0.6, 0.8, 1];
        Assert.Equal(epochs, told.Select(t => Math.Round(t.Fraction, 9)).Where(epochs.Contains));
        Assert.All(told, t => Assert.Matches(@"^epoch [1-5] of 5, loss [0-9.]+, at most [0-9]+ s left$", t.Stage));
    }

    private sealed class Listener(List<FitProgress> told) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told.Add(value);
    }

    private sealed class Restorer(TrainedNetwork trained, OnnxTensor output) : IOnnxExportable, IAnomalyModel
    {
        public IReadOnlyList<Feature> Features { get; } = [new("a"), new("b")];

        public void Score(ReadOnlySpan<float> rows, Span<float> scores) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph) => graph.Reconstruction(trained.Write(graph, output), [1, 1]);
    }

    internal static (Network Network, OnnxTensor Output, TrainedNetwork Trained) Autoencoder(ulong seed, TrainingSettings? settings = null, FitContext? context = null)
    {
        var network = new Network();
        var x = network.Input("x", 2);
        var output = x.Dense(16, Activation.Relu).Dropout(0.1).Dense(1).Dense(16, Activation.Tanh).Dense(2);
        var loss = output.MeanSquaredError(x);
        var data = new TrainingData().Add("x", Line(300).Rows, 2);
        settings ??= new TrainingSettings { Epochs = 5, BatchSize = 64, ValidationShare = 0.2, ClipNorm = 1, Optimiser = new Adam { WeightDecay = 1e-3 } };
        return (network, output, Trainer.Fit(loss, data, settings, context ?? new FitContext(seed)));
    }

    internal static (float[] Rows, float[] Targets) Line(int count)
    {
        var random = new RandomStream(5);
        var rows = new float[2 * count];
        var targets = new float[count];
        for (var i = 0; i < count; i++)
        {
            (rows[2 * i], rows[2 * i + 1]) = ((float)random.Normal(), (float)random.Normal());
            targets[i] = 2 * rows[2 * i] - 3 * rows[2 * i + 1] + 0.5f;
        }

        return (rows, targets);
    }
}
