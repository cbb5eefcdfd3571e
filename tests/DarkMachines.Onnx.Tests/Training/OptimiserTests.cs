using DarkMachines.Onnx.Training;

namespace DarkMachines.Onnx.Tests.Training;

/// <summary>The optimisers in the graph beside their equations in float64: minimising the mean of (p − target)² over fixed targets.</summary>
public class OptimiserTests
{
    private static readonly double[] Target = [1, -2, 0.5, 3];

    [Fact]
    public void Adam_follows_its_equations()
    {
        double[] p = new double[4], m = new double[4], v = new double[4];
        Compare(new Adam(), p, 0.1, 0, (g, i, t) =>
        {
            m[i] = 0.9 * m[i] + 0.1 * g;
            v[i] = 0.999 * v[i] + 0.001 * g * g;
            return 0.1 * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
        });
    }

    [Fact]
    public void Momentum_follows_its_equations()
    {
        double[] p = new double[4], v = new double[4];
        Compare(new Sgd { Momentum = 0.8 }, p, 0.1, 0, (g, i, _) => 0.1 * (v[i] = 0.8 * v[i] + g));
        Array.Clear(v);
        Compare(new Sgd { Momentum = 0.8, IsNesterov = true }, new double[4], 0.1, 0, (g, i, _) => 0.1 * (g + 0.8 * (v[i] = 0.8 * v[i] + g)));
        Compare(new Sgd { Momentum = 0 }, new double[4], 0.1, 0, (g, _, _) => 0.1 * g);
    }

    [Fact]
    public void Weights_decay_and_long_gradients_are_cut()
    {
        Compare(new Sgd { Momentum = 0, WeightDecay = 0.5 }, new double[4], 0.1, 0, (g, _, _) => 0.1 * g, decay: 0.1 * 0.5);
        Compare(new Sgd { Momentum = 0 }, new double[4], 0.1, 0.3, (g, _, _) => 0.1 * g);
    }

    [Fact]
    public void Rates_go_as_they_should()
    {
        Assert.Equal(0.1, new ConstantRate { Start = 0.1 }.At(5, 10, 3, 0), 12);
        Assert.Equal(0.05, new ConstantRate { Start = 0.1, WarmupSteps = 9 }.At(5, 10, 3, 0), 12);
        var cosine = new CosineRate { Start = 0.2, FinalShare = 0.1 };
        Assert.Equal([0.2, 0.11, 0.02], new[] { cosine.At(1, 11, 1, 0), cosine.At(6, 11, 1, 0), cosine.At(11, 11, 1, 0) }.Select(r => Math.Round(r, 12)));
        var steps = new StepRate { Start = 1, Epochs = 2 };
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], Enumerable.Range(1, 5).Select(epoch => steps.At(1, 1, epoch, 0)));
        Assert.Equal(0.25, new PlateauRate { Start = 1 }.At(1, 1, 9, 2), 12);
    }

    [Fact]
    public void The_rate_is_cut_where_the_loss_stands_still()
    {
        // A constant loss never gets better, so every wait ends in a cut, and parameters move less and less.
        var state = new TrainingState();
        for (var epoch = 0; epoch < 7; epoch++)
            state.EndEpoch(new EpochLoss(1, double.NaN), 0, 2, [1f], []);
        Assert.Equal((3, 1), (state.Cuts, state.BestEpoch));
    }

    private static void Compare(Optimiser optimiser, double[] p, double rate, double clip, Func<double, int, int, double> change, double decay = 0)
    {
        const int Steps = 12;
        var network = new Network();
        var parameter = network.Parameter(Initialiser.Constant(0.7), 1, 4);
        Array.Fill(p, 0.7);
        var loss = (parameter - network.Input("x", 4)).Square().Mean();
        float[] rows = [.. Target.Select(t => (float)t)];
        var settings = new TrainingSettings { Epochs = Steps, Optimiser = optimiser, LearningRate = new ConstantRate { Start = rate }, ClipNorm = clip };
        var trained = Trainer.Fit(loss, new TrainingData().Add("x", rows, 4), settings, new FitContext(1));

        for (var t = 1; t <= Steps; t++)
        {
            double[] gradient = [.. p.Select((value, i) => (value - Target[i]) / 2)];
            var norm = Math.Sqrt(gradient.Sum(g => g * g));
            for (var i = 0; i < p.Length; i++)
                p[i] = p[i] * (1 - decay) - change(clip > 0 && norm > clip ? gradient[i] * clip / norm : gradient[i], i, t);
        }

        Assert.All(p.Zip(trained.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }
}
