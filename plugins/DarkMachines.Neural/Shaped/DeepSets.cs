using DarkMachines.Onnx;

namespace DarkMachines.Neural;

/// <summary>
/// A network for sets of objects (<c>objects × values</c>), whose order does not matter: layers that each object goes through
/// alone, the mean and the number of those present, and layers that read these. An object all of whose values are zero
/// is padding and does not count.
/// </summary>
/// <inheritdoc cref="SupervisedNetwork" path="/remarks"/>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("deep-sets", "Network for sets of objects in any order: classifier and surrogate",
    Citation = "Zaheer et al., Deep sets, NIPS 2017, arXiv:1703.06114; for jets: Komiske, Metodiev and Thaler, arXiv:1810.05165", OnRequest = true)]
public sealed class DeepSets(DeepSetsOptions options) : SupervisedNetwork(Options.Validate(options))
{
    private readonly DeepSetsOptions _options = options;

    private protected override Examples Prepare(TrainingRows rows) => Examples.Of(rows, RowShapes.Sequence(rows.Table, _options.Shape).Values);

    private protected override OnnxTensor Body(Examples examples, OnnxTensor x)
    {
        var (objects, values) = RowShapes.Sequence(examples.Table, _options.Shape);
        var (graph, each) = (x.Graph, x.Reshape(-1, objects, values));
        // Zero, moved as the columns were: computed alike, it is the same to the bit.
        var zero = graph.Constant(examples.Scaling.Zero[..values]);
        var isPresent = graph.Sign((each - zero).Abs().Sum(-1));
        // A product of matrices adds up what is present.
        var total = isPresent.Reshape(-1, 1, objects).MatMul(each.Layers(_options)).Reshape(-1, _options.Units);
        var count = isPresent.Sum(-1, keep: true);
        return (total / count.Max(graph.Scalar(1))).Concat(count / objects).Layers(_options);
    }
}
