using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>
/// A dense autoencoder: hidden layers down to a few latent values, and as many up again. It minimises the mean squared
/// difference between row and restoration, each column in units of its spread; that is also the anomaly score.
/// </summary>
/// <remarks>
/// Columns are moved to mean zero and spread one; the model holds the numbers. Weights count. The same seed gives the same
/// bytes on any number of threads; one is used.
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("autoencoder", "Autoencoder of dense layers, plain, denoising or sparse: anomalous is what it cannot restore",
    Citation = "Hinton and Salakhutdinov, Science 313 (2006) 504", OnRequest = true)]
public sealed class Autoencoder(AutoencoderOptions options) : IAutoencoder
{
    private readonly AutoencoderOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAutoencoder.Fit"/>
    public NeuralAutoencoderModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Examples.Of(TrainingRows.Check(background));
        var network = new Network();
        var x = examples.Input(network);
        var seen = _options.Denoising == 0 ? x : network.InTraining(x + network.Normal(examples.Columns) * _options.Denoising, x);
        var latent = seen.Layers(_options).Dense(LatentSpace.Size(_options.Latent, examples.Columns));
        var restored = latent.Layers(_options).Dense(examples.Columns);
        var loss = RowLosses.Squared(restored, x);
        if (_options.Sparsity > 0)
            loss += latent.Abs().Mean(-1) * _options.Sparsity;
        return new NeuralAutoencoderModel(examples, new LatentSpace(examples.Train(network, loss, _options, context), x, latent, restored));
    }

    IAutoencoderModel IAutoencoder.Fit(FeatureTable background, FitContext context) => Fit(background, context);
}
