using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>
/// Networks that tell two kinds of uncertainty apart: aleatoric, the noise in the data, which each network learns as a
/// variance of its own beside each value (or as probabilities), and epistemic, by how much networks disagree that learnt
/// the same rows: a deep ensemble, thinned by Monte Carlo dropout if there is dropout.
/// </summary>
/// <remarks>
/// <para>Deviations of a surrogate are scaled by the root mean square pull of the rows held back, logits of a classifier
/// divided by the temperature that makes those rows' log likelihood greatest (Guo et al., arXiv:1706.04599).</para>
/// <para>Columns and values are moved to mean zero and spread one; the model holds the numbers. Weights count. The same seed
/// gives the same bytes on any number of threads; one is used.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("bayesian-mlp", "Networks that report aleatoric and epistemic uncertainty: deep ensembles and Monte Carlo dropout",
    Citation = "Kendall and Gal, arXiv:1703.04977; Lakshminarayanan, Pritzel and Blundell, arXiv:1612.01474; Gal and Ghahramani, arXiv:1506.02142", OnRequest = true)]
public sealed class BayesianMlp(BayesianMlpOptions options) : IClassifier, ISurrogate
{
    private const ulong ThinningStream = 101;

    // Logarithms of variances, in units of the values' spreads, stay within what float32 can square.
    private const double WidestLogVariance = 16;

    private readonly BayesianMlpOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IClassifier.Fit"/>
    public BayesianClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Examples.Of(TrainingRows.Check(rows, labels));
        var classes = PresentClasses.Of(labels, examples.Rows);
        var network = new Network();
        var (x, truth, noise) = (examples.Input(network), network.Input("class", 1), new DropoutNoise(network, _options));
        var encoded = x.Encode(examples.Values, _options.BinsForClasses);
        OnnxTensor[][] logits = [.. Enumerable.Range(0, _options.Members).Select(_ => new[] { noise.Layers(encoded).Dense(classes.Count) })];
        var loss = logits.Select(z => RowLosses.OfClasses(z[0], truth)).Aggregate((sum, each) => sum + each);
        var trained = examples.Train(network, loss, _options, context, ("class", 1, classes.Places));
        var networks = Networks(trained, examples, x, noise, context);
        OnnxTensor[] Logits(OnnxGraphBuilder graph) => [.. networks.Write(graph, logits).Select(written => written[0])];
        var temperature = _options.Calibrate ? Temperature.Of(examples, classes, trained.ValidationRows, Logits) : 1;
        return new BayesianClassifierModel(rows.Features, labels.Classes, classes, temperature, _options.Members * networks.Passes, Logits);
    }

    /// <inheritdoc cref="ISurrogate.Fit"/>
    public BayesianSurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Examples.Of(TrainingRows.Check(parameters));
        var targets = Targets.Of(values, parameters, examples);
        var network = new Network();
        var (x, truth, noise) = (examples.Input(network), network.Input("values", targets.Columns), new DropoutNoise(network, _options));
        var encoded = x.Encode(examples.Values, _options.BinsForValues);
        OnnxTensor[][] members = [.. Enumerable.Range(0, _options.Members).Select(_ => MeanAndLogVariance(noise.Layers(encoded), targets.Columns))];
        var loss = members.Select(member => NormalLoss(member, truth)).Aggregate((sum, each) => sum + each);
        var trained = examples.Train(network, loss, _options, context, ("values", targets.Columns, targets.Values));
        var networks = Networks(trained, examples, x, noise, context);
        var model = new BayesianSurrogateModel(examples, targets, graph => networks.Write(graph, members));
        if (_options.Calibrate)
            model.ScaleDeviations(examples, targets, trained.ValidationRows);
        return model;
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);

    ISurrogateModel ISurrogate.Fit(FeatureTable parameters, FeatureTable values, FitContext context) => Fit(parameters, values, context);

    private ThinnedNetworks Networks(TrainedNetwork trained, Examples examples, OnnxTensor x, DropoutNoise noise, FitContext context) =>
        new(trained, examples, x, noise, _options.Dropout > 0 ? _options.Passes : 1, RandomStream.DeriveSeed(context.Seed, ThinningStream));

    private static OnnxTensor[] MeanAndLogVariance(OnnxTensor hidden, int values) =>
        [hidden.Dense(values), hidden.Dense(values).Clip(-WidestLogVariance, WidestLogVariance)];

    // Minus the logarithm of the normal density, up to a constant (Kendall and Gal, eq. 8).
    private static OnnxTensor NormalLoss(OnnxTensor[] member, OnnxTensor truth) =>
        ((truth - member[0]).Square() * (-member[1]).Exp() + member[1]).Mean(-1) * 0.5;
}
