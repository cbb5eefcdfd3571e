using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>
/// A convolutional network for images (<c>channels × height × width</c>, or without channels), or for sequences of one value:
/// blocks of convolution and pooling, then dense layers.
/// </summary>
/// <inheritdoc cref="SupervisedNetwork" path="/remarks"/>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("cnn", "Convolutional network: classifier of and surrogate for images",
    Citation = "LeCun, Bottou, Bengio and Haffner, Proc. IEEE 86 (1998) 2278", OnRequest = true)]
public sealed class Cnn(CnnOptions options) : SupervisedNetwork(Options.Validate(options))
{
    private readonly CnnOptions _options = options;

    private protected override OnnxTensor Body(Examples examples, OnnxTensor x)
    {
        var image = x.Reshape([-1, .. RowShapes.Image(examples.Table, _options.Shape).Select(length => (long)length)]);
        for (var block = 0; block < _options.Blocks; block++)
        {
            image = image.Conv(_options.Filters << block, 2 * _options.Reach + 1, _options.Activation, padding: _options.Reach);
            if (image.Shape.Skip(2).All(extent => extent >= 2))
                image = image.MaxPool(2);
        }

        return image.Flatten().Layers(_options);
    }
}
