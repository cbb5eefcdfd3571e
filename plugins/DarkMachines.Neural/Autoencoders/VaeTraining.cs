using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>Trains variational autoencoders.</summary>
internal static class VaeTraining
{
    // Logarithms of variances stay within what float32 can square.
    private const double WidestLogVariance = 20;

    /// <summary>Trains one.</summary>
    /// <param name="background">Rows.</param>
    /// <param name="options">Options.</param>
    /// <param name="beta">Weight of the divergence against 1 − β of the mean squared difference; null for the evidence lower bound.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    public static VaeModel Fit(FeatureTable background, VaeOptions options, double? beta, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Examples.Of(TrainingRows.Check(background));
        var (network, latents) = (new Network(), LatentSpace.Size(options.Latent, examples.Columns));
        var x = examples.Input(network);
        var hidden = x.Layers(options);
        var mean = hidden.Dense(latents);
        var logVariance = hidden.Dense(latents).Clip(-WidestLogVariance, WidestLogVariance);
        var latent = network.InTraining(mean + (logVariance * 0.5).Exp() * network.Normal(latents), mean);
        var restored = latent.Layers(options).Dense(examples.Columns);
        var divergence = mean.DivergenceFromNormal(logVariance);
        var error = RowLosses.Squared(restored, x);
        var noise = beta is null ? network.Parameter(Initialiser.Zeros, 1) : null;
        var loss = noise is null
            ? error * (1 - beta!.Value) + divergence * beta.Value
            : (error * (-noise).Exp() + noise) * (examples.Columns / 2.0) + divergence;
        var trained = examples.Train(network, loss, options, context);
        var ofError = noise is null ? 1 - beta!.Value : examples.Columns / 2.0 * Math.Exp(-trained.Parameters.Span[^1]);
        return new VaeModel(examples, new LatentSpace(trained, x, latent, restored), mean.Concat(logVariance), options.Score, (ofError, beta ?? 1));
    }
}
