using DarkMachines.Onnx.Training;

namespace DarkMachines.Onnx.Tests.Training;

/// <summary>What docs/training.md shows, line by line.</summary>
public class WalkThroughTests
{
    [Fact]
    public void The_walk_through_works_as_written()
    {
        var random = new RandomStream(1);
        float[] values = [.. Enumerable.Range(0, 20 * 200).Select(_ => (float)random.Normal())];
        var table = new FeatureTable([.. Enumerable.Range(0, 20).Select(i => new Feature($"x{i}"))], values);
        var context = new FitContext(1);

        var network = new Network();
        var x = network.Input("x", 20);
        var latent = x.Dense(64, Activation.Relu).Dense(8);
        var restored = latent.Dense(64, Activation.Relu).Dense(20);
        var loss = (restored - x).Square().Mean();

        var data = new TrainingData().Add("x", table);
        var settings = new TrainingSettings
        {
            Epochs = 50,
            BatchSize = 128,
            Optimiser = new Adam { WeightDecay = 1e-4 },
            LearningRate = new CosineRate { Start = 1e-3 },
            ValidationShare = 0.1,
            Patience = 10,
        };
        var trained = Trainer.Fit(loss, data, settings, context);
        Assert.True(trained.History[trained.Epoch - 1].Validation < trained.History[0].Validation);

        var answers = new float[values.Length];
        using var scorer = trained.Scorer(restored);
        scorer.Score(table.Values, answers);

        var codes = new float[8 * table.RowCount];
        using var encoder = trained.Scorer(latent);
        encoder.Score(table.Values, codes);

        var graph = new OnnxGraphBuilder(8);
        Assert.Equal(20, trained.Write(graph, restored, (latent, graph.Rows)).Shape[1]);
    }

    [Fact]
    public void The_examples_train()
    {
        var (rows, targets) = TrainerTests.Line(300);
        var network = new Network();
        var x = network.Input("x", 2);
        var mean = x.Dense(8);
        var logVariance = x.Dense(8);
        var drawn = network.InTraining(mean + (logVariance * 0.5).Exp() * network.Normal(8), mean);
        var variational = drawn.Dense(2).MeanSquaredError(x) + mean.DivergenceFromNormal(logVariance).Mean() * 0.01;
        var settings = new TrainingSettings { Epochs = 20, LearningRate = new ConstantRate { Start = 1e-2 } };
        var first = Trainer.Fit(variational, new TrainingData().Add("x", rows, 2), settings, new FitContext(1));
        Assert.True(first.History[^1].Training < 0.5 * first.History[0].Training);

        var classes = network.Input("class", 1);
        var crossEntropy = x.Dense(21, Activation.Relu).Dense(3).CrossEntropy(classes);
        float[] labels = [.. targets.Select(t => t < -1 ? 0f : t < 1 ? 1 : 2)];
        var second = Trainer.Fit(crossEntropy, new TrainingData().Add("x", rows, 2).Add("class", labels, 1), settings, new FitContext(1));
        Assert.True(second.History[^1].Training < 0.5 * second.History[0].Training);
    }
}
