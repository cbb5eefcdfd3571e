using DarkMachines.Onnx;

namespace DarkMachines.Neural;

/// <summary>A multilayer perceptron: dense layers, trained by Adam.</summary>
/// <inheritdoc cref="SupervisedNetwork" path="/remarks"/>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("mlp", "Neural network of dense layers: classifier, and surrogate for one or several values",
    Citation = "Rumelhart, Hinton and Williams, Nature 323 (1986) 533; trained by Adam, Kingma and Ba, arXiv:1412.6980", OnRequest = true)]
public sealed class Mlp(MlpOptions options) : SupervisedNetwork(Options.Validate(options).Settled(), options.Settled().Members)
{
    private readonly MlpOptions _options = options.Settled();

    private protected override OnnxTensor Body(Examples examples, OnnxTensor x) => x.Layers(_options);
}
