using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>
/// A multilayer perceptron: dense layers, trained by Adam. As a classifier it minimises the cross-entropy, as a surrogate
/// the squared differences of all values, each in units of its spread.
/// </summary>
/// <remarks>
/// <para>Columns, and a surrogate's values, are moved to mean zero and spread one; the model holds the numbers. A class without
/// rows gets probability zero. Weights count: a row's share of the loss is its weight's share of the batch's.</para>
/// <para>The same seed gives the same bytes on any number of threads; one is used. The order of the rows matters, as the
/// seed's draws depend on it.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("mlp", "Neural network of dense layers: classifier, and surrogate for one or several values",
    Citation = "Rumelhart, Hinton and Williams, Nature 323 (1986) 533; trained by Adam, Kingma and Ba, arXiv:1412.6980", OnRequest = true)]
public sealed class Mlp(MlpOptions options) : IClassifier, ISurrogate
{
    private readonly MlpOptions _options = Options.Validate(options).Settled();

    /// <inheritdoc cref="IClassifier.Fit"/>
    public NeuralClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Examples.Of(TrainingRows.Check(rows, labels));
        var classes = PresentClasses.Of(labels, examples.Rows);
        var network = new Network();
        var (x, truth) = (examples.Input(network), network.Input("class", 1));
        OnnxTensor[] logits = Members(x, classes.Count == 2 ? 1 : classes.Count);
        var losses = logits.Select(z => classes.Count == 2 ? RowLosses.OfTwoClasses(z, truth) : RowLosses.OfClasses(z, truth));
        var probabilities = Hidden.Mean([.. logits.Select(z => classes.Count == 2 ? z.Sigmoid() : z.Softmax())]);
        var trained = examples.Train(network, losses.Aggregate((sum, loss) => sum + loss), _options, context, ("class", 1, classes.Places));
        return new NeuralClassifierModel(rows.Features, labels.Classes, graph =>
        {
            var p = trained.Write(graph, probabilities, (x, examples.Scaling.Apply(graph.Rows)));
            return classes.Spread(classes.Count == 2 ? (1 - p).Concat(p) : p);
        });
    }

    /// <inheritdoc cref="ISurrogate.Fit"/>
    public NeuralSurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Examples.Of(TrainingRows.Check(parameters));
        var targets = Targets.Of(values, parameters, examples);
        var network = new Network();
        var (x, truth) = (examples.Input(network), network.Input("values", targets.Columns));
        OnnxTensor[] predictions = Members(x, targets.Columns);
        var losses = predictions.Select(prediction => RowLosses.Squared(prediction, truth));
        var answer = Hidden.Mean(predictions);
        var trained = examples.Train(network, losses.Aggregate((sum, loss) => sum + loss), _options, context, ("values", targets.Columns, targets.Values));
        return NeuralSurrogateModel.Of(examples, targets, trained.ValidationRows, graph =>
            targets.Scaling.Restore(trained.Write(graph, answer, (x, examples.Scaling.Apply(graph.Rows)))));
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);

    ISurrogateModel ISurrogate.Fit(FeatureTable parameters, FeatureTable values, FitContext context) => Fit(parameters, values, context);

    private OnnxTensor[] Members(OnnxTensor x, int outputs) =>
        [.. Enumerable.Range(0, _options.Members).Select(_ => x.Layers(_options).Dense(outputs))];
}
