using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>
/// Long short-term memory for sequences (<c>steps × values</c>): a recurrent layer whose last state dense layers read.
/// </summary>
/// <inheritdoc cref="SupervisedNetwork" path="/remarks"/>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("lstm", "Recurrent network: classifier of and surrogate for sequences",
    Citation = "Hochreiter and Schmidhuber, Neural Comput. 9 (1997) 1735", OnRequest = true)]
public sealed class Lstm(LstmOptions options) : SupervisedNetwork(Options.Validate(options))
{
    private readonly LstmOptions _options = options;

    private protected override OnnxTensor Body(Examples examples, OnnxTensor x)
    {
        var (steps, values) = RowShapes.Sequence(examples.Table, _options.Shape);
        return x.Reshape(-1, steps, values).Lstm(_options.Units).LastStep().Layers(_options);
    }
}
