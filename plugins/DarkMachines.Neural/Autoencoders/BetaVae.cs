namespace DarkMachines.Neural;

/// <summary>
/// A variational autoencoder that weighs restoration against divergence: it minimises (1 − β) × mean squared difference
/// + β × divergence, the form of the anomaly challenge.
/// </summary>
/// <inheritdoc cref="Vae" path="/remarks"/>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("beta-vae", "Variational autoencoder with a weight β of the divergence",
    Citation = "Higgins et al., ICLR 2017; loss as in Aarrestad et al., SciPost Phys. 12 (2022) 043, arXiv:2105.14027", OnRequest = true)]
public sealed class BetaVae(BetaVaeOptions options) : IAutoencoder
{
    private readonly BetaVaeOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAutoencoder.Fit"/>
    public VaeModel Fit(FeatureTable background, FitContext context) => VaeTraining.Fit(background, _options, _options.Beta, context);

    IAutoencoderModel IAutoencoder.Fit(FeatureTable background, FitContext context) => Fit(background, context);
}
