using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>
/// A network that learns classes, minimising the cross-entropy, or values, minimising their squared differences in units of
/// each value's spread. Kinds differ by the layers between the columns and the last one.
/// </summary>
/// <remarks>
/// <para>Columns, and a surrogate's values, are moved to mean zero and spread one; the model holds the numbers. A class without
/// rows gets probability zero. Weights count: a row's share of the loss is its weight's share of the batch's.</para>
/// <para>The same seed gives the same bytes on any number of threads; one is used. The order of the rows matters, as the
/// seed's draws depend on it.</para>
/// </remarks>
public abstract class SupervisedNetwork : IClassifier, ISurrogate
{
    private readonly NetworkOptions _options;
    private readonly int _members;

    private protected SupervisedNetwork(NetworkOptions options, int members = 1) => (_options, _members) = (options, members);

    /// <inheritdoc cref="IClassifier.Fit"/>
    public NeuralClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Prepare(TrainingRows.Check(rows, labels));
        var classes = PresentClasses.Of(labels, examples.Rows);
        var network = new Network();
        var (x, truth) = (examples.Input(network), network.Input("class", 1));
        var isBinary = classes.Count == 2;
        var logits = Members(examples, x.Encode(examples.Values, Encoding?.BinsForClasses ?? 0), isBinary ? 1 : classes.Count);
        var losses = logits.Select(z => isBinary ? RowLosses.OfTwoClasses(z, truth) : RowLosses.OfClasses(z, truth));
        var probabilities = Hidden.Mean([.. logits.Select(z => isBinary ? z.Sigmoid() : z.Softmax())]);
        var trained = examples.Train(network, losses.Aggregate((sum, loss) => sum + loss), _options, context, ("class", 1, classes.Places));
        return new NeuralClassifierModel(rows.Features, labels.Classes, graph =>
        {
            var p = trained.Write(graph, probabilities, (x, examples.Scaling.Apply(graph.Rows)));
            return classes.Spread(isBinary ? (1 - p).Concat(p) : p);
        });
    }

    /// <inheritdoc cref="ISurrogate.Fit"/>
    public NeuralSurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Prepare(TrainingRows.Check(parameters));
        var targets = Targets.Of(values, parameters, examples);
        var network = new Network();
        var (x, truth) = (examples.Input(network), network.Input("values", targets.Columns));
        var predictions = Members(examples, x.Encode(examples.Values, Encoding?.BinsForValues ?? 0), targets.Columns);
        var losses = predictions.Select(prediction => RowLosses.Squared(prediction, truth));
        var answer = Hidden.Mean(predictions);
        var trained = examples.Train(network, losses.Aggregate((sum, loss) => sum + loss), _options, context, ("values", targets.Columns, targets.Values));
        return NeuralSurrogateModel.Of(examples, targets, trained.ValidationRows, graph =>
            targets.Scaling.Restore(trained.Write(graph, answer, (x, examples.Scaling.Apply(graph.Rows)))));
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);

    ISurrogateModel ISurrogate.Fit(FeatureTable parameters, FeatureTable values, FitContext context) => Fit(parameters, values, context);

    /// <summary>The layers from the columns, <c>batch × columns</c>, to what the last one reads, <c>batch × units</c>.</summary>
    private protected abstract OnnxTensor Body(Examples examples, OnnxTensor x);

    private protected virtual Examples Prepare(TrainingRows rows) => Examples.Of(rows);

    private EncodedNetworkOptions? Encoding => _options as EncodedNetworkOptions;

    private OnnxTensor[] Members(Examples examples, OnnxTensor encoded, int outputs) =>
        [.. Enumerable.Range(0, _members).Select(_ => Body(examples, encoded).Dense(outputs))];
}
