using DarkMachines.Onnx.Training;

namespace DarkMachines.Onnx.Tests.Training;

public class LayerTests
{
    private static readonly TrainingSettings Quick = new() { Epochs = 15, BatchSize = 50, LearningRate = new ConstantRate { Start = 1e-2 } };

    [Fact]
    public void Splines_of_zeros_are_the_identity()
    {
        var (y, slope) = Spline(new float[8], [-9, -4.9f, 0, 1.3f, 5, 9], inverse: false);
        Assert.All(y.Zip([-9, -4.9f, 0, 1.3f, 5, 9]), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.All(slope, s => Assert.Equal(0, s, 1e-5));
    }

    [Fact]
    public void A_spline_is_undone_by_its_inverse_and_rises()
    {
        var random = new RandomStream(4);
        float[] numbers = [.. Enumerable.Range(0, 14).Select(_ => (float)random.Normal())];
        float[] x = [.. Enumerable.Range(0, 400).Select(i => -6 + 0.03f * i)];
        var (y, slope) = Spline(numbers, x, inverse: false);
        var (back, backSlope) = Spline(numbers, y, inverse: true);

        Assert.All(x.Zip(back), pair => Assert.Equal(pair.First, pair.Second, 2e-4));
        Assert.All(slope.Zip(backSlope), pair => Assert.Equal(-pair.First, pair.Second, 2e-3));
        Assert.All(y.Zip(y.Skip(1)), pair => Assert.True(pair.Second > pair.First));
        // The logarithm of the slope is that of the differences, away from knots and ends.
        var agreeing = Enumerable.Range(1, x.Length - 2).Count(i => Math.Abs((y[i + 1] - y[i - 1]) / (x[i + 1] - x[i - 1]) - Math.Exp(slope[i])) < 0.02 * Math.Exp(slope[i]) + 0.005);
        Assert.True(agreeing > 0.95 * x.Length, $"{agreeing} of {x.Length}");
    }

    [Fact]
    public void A_masked_network_sees_lower_columns_only()
    {
        var network = new Network();
        var x = network.Input("x", 3);
        var y = x.MaskedDense([1, 2, 3], [1, 2, 1, 2, 2], Activation.Tanh).MaskedDense([1, 2, 1, 2, 2], [1, 2, 3], isStrict: true);
        var trained = Trainer.Fit((y - x).Square().Mean(), new TrainingData().Add("x", Rows(100, 3), 3), Quick, new FitContext(1));
        using var scorer = trained.Scorer(y);
        float[] before = new float[3], after = new float[3];
        scorer.Score([0.1f, 0.2f, 0.3f], before);
        scorer.Score([0.1f, 5, 9], after);
        Assert.Equal(before[..2], after[..2]);
        Assert.NotEqual(before[2], after[2]);
        scorer.Score([7, 0.2f, 0.3f], after);
        Assert.Equal(before[0], after[0]);
        Assert.NotEqual(before[1], after[1]);
    }

    [Fact]
    public void Batch_normalisation_takes_running_moments_in_use()
    {
        var network = new Network();
        var normal = network.Input("x", 2).BatchNorm();
        float[] rows = [.. Rows(1000, 2).Select((v, i) => i % 2 == 0 ? 3 + 2 * v : v)];
        var settings = Quick with { Epochs = 50, LearningRate = new ConstantRate { Start = 1e-9 } };
        var trained = Trainer.Fit(normal.Square().Mean(), new TrainingData().Add("x", rows, 2), settings, new FitContext(1));
        using var scorer = trained.Scorer(normal);
        var answers = new float[rows.Length];
        scorer.Score(rows, answers);
        var (first, second) = (answers.Where((_, i) => i % 2 == 0).ToArray(), answers.Where((_, i) => i % 2 == 1).ToArray());
        Assert.Equal(0, first.Average(), 0.1);
        Assert.Equal(1, first.Average(v => v * v), 0.1);
        Assert.Equal(1, second.Average(v => v * v), 0.1);
        var one = new float[2];
        scorer.Score(rows.AsSpan(0, 2), one);
        Assert.Equal(answers[..2], one);
    }

    [Fact]
    public void A_convolutional_network_finds_a_bright_quarter()
    {
        var random = new RandomStream(2);
        var images = new float[64 * 400];
        var labels = new float[400];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = random.Below(2);
            for (var p = 0; p < 64; p++)
                images[64 * i + p] = (float)random.Normal() * 0.3f + (labels[i] == 1 && p % 8 < 4 && p < 32 ? 0.5f : 0);
        }

        var network = new Network();
        var logits = network.Input("x", 1, 8, 8).Conv(4, 3, Activation.Relu, padding: 1).MaxPool(2).Conv(4, 3, Activation.Relu).Flatten().Dense(2);
        var loss = logits.CrossEntropy(network.Input("class", 1));
        var trained = Trainer.Fit(loss, new TrainingData().Add("x", images, 64).Add("class", labels, 1), Quick, new FitContext(1));
        Assert.True(trained.History[^1].Training < 0.1, $"{trained.History[^1]}");
        var graph = new OnnxGraphBuilder(64);
        Assert.Equal(2, trained.Write(graph, logits).Shape[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_recurrent_network_remembers_the_first_step(bool isGru)
    {
        var rows = Rows(500, 6);
        float[] first = [.. Enumerable.Range(0, 500).Select(i => rows[6 * i])];
        var network = new Network();
        var x = network.Input("x", 6, 1);
        var states = isGru ? x.Gru(8) : x.Lstm(8);
        var loss = states.LastStep().Dense(1).MeanSquaredError(network.Input("y", 1));
        var data = new TrainingData().Add("x", rows, 6).Add("y", first, 1);
        var trained = Trainer.Fit(loss, data, Quick with { Epochs = 60 }, new FitContext(1));
        Assert.True(trained.History[^1].Training < 0.1 * trained.History[0].Training, $"{trained.History[0]} {trained.History[^1]}");
    }

    internal static float[] Rows(int count, int columns)
    {
        var random = new RandomStream(9);
        return [.. Enumerable.Range(0, count * columns).Select(_ => (float)random.Normal())];
    }

    private static (float[] Values, float[] LogSlope) Spline(float[] numbers, float[] x, bool inverse)
    {
        var network = new Network();
        var input = network.Input("x", 1);
        var anything = network.Parameter(Initialiser.Zeros, 1);
        var spline = new RationalQuadraticSpline(network.Constant(numbers, 1, 1, numbers.Length));
        var (y, slope) = inverse ? spline.Inverse(input) : spline.Forward(input);
        var trained = Trainer.Fit((input * anything).Mean(), new TrainingData().Add("x", x, 1), Quick with { Epochs = 1 }, new FitContext(1));
        return (Ask(trained, y, x), Ask(trained, slope, x));
    }

    private static float[] Ask(TrainedNetwork trained, OnnxTensor output, float[] x)
    {
        using var scorer = trained.Scorer(output);
        var answers = new float[x.Length];
        scorer.Score(x, answers);
        return answers;
    }
}
