using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>
/// A normalising flow of rational-quadratic spline couplings: an invertible function that turns rows into standard normal
/// numbers, whose slope gives their exact density. It maximises the likelihood.
/// </summary>
/// <remarks>
/// Between couplings the columns change places, as the seed has it. Columns are moved to mean zero and spread one; the model
/// holds the numbers. Weights count. The same seed gives the same bytes on any number of threads; one is used.
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("flow", "Normalising flow of spline couplings: exact log density, and sampling",
    Citation = "Durkan, Bekasov, Murray and Papamakarios, Neural spline flows, arXiv:1906.04032", OnRequest = true)]
public sealed class Flow(FlowOptions options) : IDensityEstimator
{
    private const ulong OrderStream = 121;

    private readonly FlowOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IDensityEstimator.Fit"/>
    public FlowModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Examples.Of(TrainingRows.Check(background));
        var network = new Network();
        var x = examples.Input(network);
        var random = context.Random(OrderStream);
        var couplings = new Coupling[_options.Couplings];
        var (values, logSlopes) = (x, (OnnxTensor?)null);
        for (var i = 0; i < couplings.Length; i++)
        {
            couplings[i] = Coupling.Append(network, values, _options, Order(examples.Columns, random, i));
            values = couplings[i].Values;
            logSlopes = logSlopes is null ? couplings[i].LogSlopes : logSlopes.Concat(couplings[i].LogSlopes);
        }

        // Products with ones, for ONNX Runtime sums along an axis in another order if there is one row only.
        var logDensity = Total(network, logSlopes!) - Total(network, values.Square()) * 0.5 - examples.Columns * 0.5 * Math.Log(2 * Math.PI);
        var trained = examples.Train(network, -logDensity.Reshape(-1), _options, context);
        return new FlowModel(examples, new TrainedFlow(trained, x, logDensity, couplings, _options.Bound));
    }

    IDensityModel IDensityEstimator.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    // Halves change places; beyond two columns they are mixed, too.
    private static int[] Order(int columns, RandomStream random, int coupling)
    {
        int[] order = [.. Enumerable.Range(0, columns).Select(column => (column + columns / 2) % columns)];
        if (coupling > 0 && coupling % 2 == 0)
            random.Shuffle<int>(order);
        return order;
    }

    private static OnnxTensor Total(Network network, OnnxTensor x)
    {
        var columns = (int)x.Shape[^1]!.Value;
        return x.MatMul(network.Constant(Enumerable.Repeat(1f, columns).ToArray(), columns, 1));
    }
}
