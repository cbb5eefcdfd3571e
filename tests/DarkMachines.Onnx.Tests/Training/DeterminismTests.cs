using DarkMachines.Onnx.Training;

namespace DarkMachines.Onnx.Tests.Training;

public class DeterminismTests
{
    [Theory]
    [InlineData("dense")]
    [InlineData("convolutional")]
    public void Threads_of_the_context_do_not_change_a_byte(string kind) =>
        Assert.Equal(Train(kind, new TrainingSettings { Epochs = 2 }, 1), Train(kind, new TrainingSettings { Epochs = 2 }, 8));

    // ONNX Runtime shares products out by rows and columns of the result, and sums within one thread in one order: so far
    // what dense networks train comes out the same. It does not promise this, and neither does the documentation.
    [Fact]
    public void Dense_networks_trained_on_two_threads_of_the_engine_are_alike() =>
        Assert.Equal(Train("dense", new TrainingSettings { Epochs = 2 }, 1), Train("dense", new TrainingSettings { Epochs = 2, Threads = 2 }, 1));

    // A convolution sums in pieces whose length depends on the number of threads: the last digits differ between numbers,
    // and not between two trainings with the same one.
    [Fact]
    public void Convolutional_networks_trained_twice_on_two_threads_of_the_engine_are_alike()
    {
        var two = Train("convolutional", new TrainingSettings { Epochs = 2, Threads = 2 }, 1);
        Assert.Equal(two, Train("convolutional", new TrainingSettings { Epochs = 2, Threads = 2 }, 1));
        var one = Train("convolutional", new TrainingSettings { Epochs = 2 }, 1);
        Assert.All(one.Zip(two), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    [Fact]
    public void Networks_trained_at_once_are_those_trained_one_by_one()
    {
        var context = new FitContext(1, threads: 4);
        var atOnce = new float[6][];
        context.ForEach(6, i => atOnce[i] = TrainerTests.Autoencoder((ulong)i).Trained.Parameters.ToArray());
        for (var i = 0; i < 6; i++)
            Assert.Equal(TrainerTests.Autoencoder((ulong)i).Trained.Parameters.ToArray(), atOnce[i]);
    }

    [Fact]
    public void A_scorer_answers_many_threads_as_it_does_one()
    {
        var (_, output, trained) = TrainerTests.Autoencoder(1);
        using var scorer = trained.Scorer(output);
        var rows = LayerTests.Rows(5000, 2);
        var alone = new float[rows.Length];
        scorer.Score(rows, alone);
        Parallel.For(0, 16, _ =>
        {
            var answers = new float[rows.Length];
            scorer.Score(rows, answers);
            Assert.Equal(alone, answers);
        });
    }

    private static float[] Train(string kind, TrainingSettings settings, int threads)
    {
        var network = new Network();
        var x = network.Input("x", 256);
        var y = kind == "dense"
            ? x.Dense(300, Activation.Relu).LayerNorm().Dropout(0.2).Dense(256)
            : x.Reshape(-1, 1, 16, 16).Conv(8, 3, Activation.Relu, padding: 1).BatchNorm().MaxPool(2).Conv(8, 3, Activation.Relu).Flatten().Dense(256);
        var data = new TrainingData().Add("x", LayerTests.Rows(512, 256), 256);
        return Trainer.Fit(y.MeanSquaredError(x), data, settings, new FitContext(1, threads)).Parameters.ToArray();
    }
}
