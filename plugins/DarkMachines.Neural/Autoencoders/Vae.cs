namespace DarkMachines.Neural;

/// <summary>
/// A variational autoencoder: each row is a normal distribution of latent values. It minimises minus the evidence lower
/// bound, with normal noise about the restoration whose one variance, in units of the columns' spreads, is learnt too.
/// </summary>
/// <remarks>
/// Columns are moved to mean zero and spread one; the model holds the numbers. Weights count. The same seed gives the same
/// bytes on any number of threads; one is used. In use the latent values are the distribution's mean.
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("vae", "Variational autoencoder: scores by reconstruction, divergence, radius or their sum, and generates events",
    Citation = "Kingma and Welling, arXiv:1312.6114; learnt variance: Rybkin, Daniilidis and Levine, arXiv:2006.13202", OnRequest = true)]
public sealed class Vae(VaeOptions options) : IAutoencoder
{
    private readonly VaeOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAutoencoder.Fit"/>
    public VaeModel Fit(FeatureTable background, FitContext context) => VaeTraining.Fit(background, _options, null, context);

    IAutoencoderModel IAutoencoder.Fit(FeatureTable background, FitContext context) => Fit(background, context);
}
