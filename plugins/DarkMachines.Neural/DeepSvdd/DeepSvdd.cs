using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>
/// Deep support vector data description with fixed targets: networks learn to answer every background row with the same
/// vector, all of whose values are one number; how far the answer is off is the score. An ensemble runs over numbers of
/// outputs and over targets.
/// </summary>
/// <remarks>
/// A member's score is the mean squared difference from its target, over the mean of that for the training rows; the
/// score is the mean over members. Columns are moved to mean zero and spread one; the model holds the numbers. Weights count.
/// The same seed gives the same bytes on any number of threads; one is used.
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("deep-svdd", "Deep SVDD with fixed targets: anomalous is what ensembles of networks do not map to a constant",
    Citation = "Ruff et al., ICML 2018; fixed targets: Caron, Hendriks and Verheyen, SciPost Phys. 12 (2022) 077, arXiv:2106.10164", OnRequest = true)]
public sealed class DeepSvdd(DeepSvddOptions options) : IAnomalyDetector
{
    private static readonly int[] AllDimensions = [5, 8, 13, 21, 34, 55, 89, 144, 233];
    private static readonly int[] AllTargets = [1, 2, 3, 4, 10, 25, 0];

    private readonly DeepSvddOptions _options = Options.Validate(options);

    /// <inheritdoc/>
    public DeepSvddModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var examples = Examples.Of(TrainingRows.Check(background));
        var network = new Network();
        var x = examples.Input(network);
        (int Outputs, int Target)[] members =
            [.. from outputs in AllDimensions.Take(_options.Dimensions) from target in AllTargets.Take(_options.Targets) select (outputs, target)];
        var differences = x.Graph.Concat(-1, [.. members.Select(member => x.Layers(_options).Dense(member.Outputs) - member.Target)]);
        // A product with a matrix, for ONNX Runtime sums along an axis in another order if there is one row only.
        var distances = differences.Square().MatMul(network.Constant(Means(members), members.Sum(member => member.Outputs), members.Length));
        var trained = examples.Train(network, distances.Sum(-1), _options, context);
        OnnxTensor Distances(OnnxGraphBuilder graph) => trained.Write(graph, distances, (x, examples.Scaling.Apply(graph.Rows)));
        var shares = Shares(examples, members.Length, Distances);
        return new DeepSvddModel(background.Features, graph => Distances(graph).MatMul(graph.Constant(shares, shares.Length, 1)));
    }

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    // The matrix that turns the members' squares, side by side, into the mean of each.
    private static float[] Means((int Outputs, int Target)[] members)
    {
        var means = new float[members.Sum(member => member.Outputs) * members.Length];
        var line = 0;
        for (var member = 0; member < members.Length; member++)
        {
            for (var output = 0; output < members[member].Outputs; output++)
                means[line++ * members.Length + member] = 1f / members[member].Outputs;
        }

        return means;
    }

    // What each member's distance is multiplied by: one over its mean for the training rows, and over the number of members.
    private static float[] Shares(Examples examples, int members, Func<OnnxGraphBuilder, OnnxTensor> write)
    {
        using var scorer = new NetworkScorer(examples.Columns, write);
        var distances = new float[examples.Count * members];
        scorer.Score(examples.Table.Values, distances);
        var (sums, total) = (new double[members], 0.0);
        for (var row = 0; row < examples.Count; row++)
        {
            var weight = examples.Table.IsWeighted ? examples.Table.Weights[row] : 1;
            total += weight;
            for (var member = 0; member < members; member++)
                sums[member] += weight * distances[row * members + member];
        }

        return [.. sums.Select(sum => (float)(1 / (members * Math.Max(sum / total, 1e-20))))];
    }
}
