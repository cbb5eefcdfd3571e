using DarkMachines.Onnx.Training;
using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx.Tests.Training;

public class RefusedTrainingTests
{
    private static readonly TrainingSettings Settings = new() { Epochs = 2 };

    // Where the provider is there this test says nothing: what it would do on a device has never been run here.
    [Fact]
    public void Without_a_cuda_provider_one_sentence_says_so()
    {
        if (OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
            return;
        var refusal = Assert.Throws<UserInputException>(() => TrainerTests.Autoencoder(1, Settings with { Device = TrainingDevice.Cuda }));
        Assert.Equal("no-cuda", refusal.Code);
        Assert.EndsWith("a network cannot be trained there.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_of_many_numbers_is_refused()
    {
        var x = new Network().Input("x", 2);
        var refusal = Assert.Throws<ArgumentException>(() => Fit(x.Dense(2).Square()));
        Assert.Contains("A loss is one number", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_must_be_there_for_every_input_and_as_wide()
    {
        var network = new Network();
        var x = network.Input("x", 2);
        var loss = x.Dense(1).MeanSquaredError(network.Input("y", 1));
        Assert.Contains("'y'", Assert.Throws<ArgumentException>(() => Fit(loss)).Message, StringComparison.Ordinal);
        var wide = new TrainingData().Add("x", new float[30], 3).Add("y", new float[10], 1);
        Assert.Contains("3 values a row; the network takes 2", Assert.Throws<ArgumentException>(() => Trainer.Fit(loss, wide, Settings, new FitContext(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TrainingData().Add("x", new float[30], 3).Add("y", new float[9], 1));
        Assert.Throws<ArgumentException>(() => new TrainingData().Add("x", new float[30], 3).Add("x", new float[30], 3));
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        var loss = new Network().Input("x", 2).Dense(1).Square().Mean();
        Assert.Throws<UsageException>(() => Fit(loss, Settings with { BatchSize = 0 }));
        Assert.Throws<UsageException>(() => Fit(loss, Settings with { Optimiser = new Adam { Beta1 = 1 } }));
        Assert.Throws<UsageException>(() => Fit(loss, Settings with { LearningRate = new ConstantRate { Start = 0 } }));
        Assert.Throws<UnusableDataException>(() => Trainer.Fit(loss, new TrainingData().Add("x", new float[2], 2), Settings with { ValidationShare = 0.2 }, new FitContext(1)));
        Assert.Throws<UnusableDataException>(() => Trainer.Fit(loss, new TrainingData().Add("x", Array.Empty<float>(), 2), Settings, new FitContext(1)));
    }

    [Fact]
    public void Without_validation_rows_patience_waits_for_the_loss_of_those_learnt_from()
    {
        var loss = new Network().Input("x", 2).Dense(1).Square().Mean();
        Assert.Equal(4, Fit(loss, Settings with { Epochs = 50, Patience = 3, MinImprovement = 1e6 }).History.Count);
    }

    [Fact]
    public void A_training_that_diverges_says_so()
    {
        var x = new Network().Input("x", 2);
        var loss = (x.Dense(4).Square().Dense(1).Square() * 1e30).Mean();
        var refusal = Assert.Throws<UnusableDataException>(() => Fit(loss, Settings with { Optimiser = new Sgd(), LearningRate = new ConstantRate { Start = 1e6 } }));
        Assert.Contains("diverged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_depends_on_noise_or_several_inputs_cannot_be_scored()
    {
        var network = new Network();
        var (x, y) = (network.Input("x", 2), network.Input("y", 2));
        var (sum, noisy) = (x.Dense(2) + y, x + network.Normal(2));
        var data = new TrainingData().Add("x", new float[20], 2).Add("y", new float[20], 2);
        var trained = Trainer.Fit((sum + noisy).Square().Mean(), data, Settings, new FitContext(1));
        Assert.Throws<ArgumentException>(() => trained.Scorer(sum));
        Assert.Throws<ArgumentException>(() => trained.Scorer(noisy));
        Assert.Throws<ArgumentException>(() => trained.Scorer(sum.Mean()));
        Assert.Throws<ArgumentException>(() => trained.Scorer(x.Dense(2)));
        using var scorer = trained.Scorer(x.Square());
        Assert.Throws<ArgumentException>(() => scorer.Score(new float[3], new float[2]));
    }

    [Fact]
    public void A_layer_on_a_graph_without_parameters_is_refused() =>
        Assert.Throws<ArgumentException>(() => new OnnxGraphBuilder(3).Rows.Dense(2));

    private static TrainedNetwork Fit(OnnxTensor loss, TrainingSettings? settings = null) =>
        Trainer.Fit(loss, new TrainingData().Add("x", new float[] { 1, 2, 3, 4, 5, 6 }, 2), settings ?? Settings, new FitContext(1));
}
