namespace DarkMachines.Onnx.Training;

/// <summary>The rules of differentiation: for each operator the gradients of its inputs, given that of its output.</summary>
internal static partial class Rules
{
    // Null for an input that there is no gradient of, such as indices.
    private delegate OnnxTensor?[] Rule(OnnxGraphBuilder graph, OnnxNode node, OnnxTensor gradient);

    private static readonly Dictionary<OnnxOperation, Rule> ByOperation = new()
    {
        [OnnxOperation.Abs] = (g, n, dy) => [dy * g.Sign(X(n))],
        [OnnxOperation.Add] = (g, n, dy) => [ToInput(g, n, dy, 0), ToInput(g, n, dy, 1)],
        [OnnxOperation.And] = Nothing,
        [OnnxOperation.ArgMax] = Nothing,
        [OnnxOperation.ArgMin] = Nothing,
        [OnnxOperation.AveragePool] = AveragePoolRule,
        [OnnxOperation.Cast] = (g, n, dy) => [X(n).Element is OnnxElement.Float32 or OnnxElement.Float64 ? g.Cast(dy, X(n).Element) : null],
        [OnnxOperation.Clip] = (g, n, dy) => [dy * Mask(g, g.Equal(X(n), Y(n)), dy), null, null],
        [OnnxOperation.Concat] = ConcatRule,
        [OnnxOperation.Conv] = ConvRule,
        [OnnxOperation.ConvTranspose] = ConvTransposeRule,
        [OnnxOperation.Cos] = (g, n, dy) => [-(dy * g.Sin(X(n)))],
        [OnnxOperation.CumSum] = (g, n, dy) => [g.CumSum(Whole(g, n, dy), (int)g.Longs(n.Inputs[1])[0], Integer(n, "reverse") == 0), null],
        [OnnxOperation.Div] = DivRule,
        [OnnxOperation.Elu] = (g, n, dy) => [dy * g.Exp(g.Min(X(n), g.Scalar(0, dy.Element)))],
        [OnnxOperation.Equal] = Nothing,
        [OnnxOperation.Erf] = (g, n, dy) => [dy * (g.Exp(-g.Square(X(n))) * (2 / Math.Sqrt(Math.PI)))],
        [OnnxOperation.Exp] = (g, n, dy) => [dy * Y(n)],
        [OnnxOperation.Expand] = (g, n, dy) => [ToInput(g, n, dy, 0), null],
        [OnnxOperation.Floor] = Nothing,
        [OnnxOperation.Gather] = GatherRule,
        [OnnxOperation.GatherElements] = (g, n, dy) =>
            [g.ScatterElements(ZerosLike(g, X(n)), n.Inputs[1], Whole(g, n, dy), (int)Integer(n, "axis")), null],
        [OnnxOperation.Gemm] = GemmRule,
        [OnnxOperation.Greater] = Nothing,
        [OnnxOperation.GreaterOrEqual] = Nothing,
        [OnnxOperation.Identity] = (g, n, dy) => [dy],
        [OnnxOperation.IsNaN] = Nothing,
        [OnnxOperation.LeakyRelu] = LeakyReluRule,
        [OnnxOperation.Less] = Nothing,
        [OnnxOperation.LessOrEqual] = Nothing,
        [OnnxOperation.Log] = (g, n, dy) => [dy / X(n)],
        [OnnxOperation.LogSoftmax] = (g, n, dy) => [dy - g.Exp(Y(n)) * Whole(g, n, dy).Sum((int)Integer(n, "axis"), keep: true)],
        [OnnxOperation.MatMul] = MatMulRule,
        [OnnxOperation.Max] = (g, n, dy) => Choice(g, n, dy, g.GreaterOrEqual(n.Inputs[0], n.Inputs[1])),
        [OnnxOperation.Min] = (g, n, dy) => Choice(g, n, dy, g.LessOrEqual(n.Inputs[0], n.Inputs[1])),
        [OnnxOperation.Mul] = MulRule,
        [OnnxOperation.Neg] = (g, n, dy) => [-dy],
        [OnnxOperation.Not] = Nothing,
        [OnnxOperation.Or] = Nothing,
        [OnnxOperation.Pad] = PadRule,
        [OnnxOperation.Pow] = PowRule,
        [OnnxOperation.ReduceLogSumExp] = (g, n, dy) => [Kept(g, n, dy) * g.Exp(X(n) - Kept(g, n, Y(n)))],
        [OnnxOperation.ReduceMax] = ExtremeRule,
        [OnnxOperation.ReduceMean] = (g, n, dy) => [Kept(g, n, dy) / Reduced(g, n)],
        [OnnxOperation.ReduceMin] = ExtremeRule,
        [OnnxOperation.ReduceSum] = (g, n, dy) => [Kept(g, n, dy), null],
        [OnnxOperation.ReduceSumSquare] = (g, n, dy) => [Kept(g, n, dy) * 2 * X(n)],
        [OnnxOperation.Relu] = (g, n, dy) => [dy * IsPositive(g, Y(n))],
        [OnnxOperation.Reshape] = (g, n, dy) => [As(g, Whole(g, n, dy), X(n)), null],
        [OnnxOperation.Selu] = SeluRule,
        [OnnxOperation.Shape] = Nothing,
        [OnnxOperation.Sigmoid] = (g, n, dy) => [dy * (Y(n) - g.Square(Y(n)))],
        [OnnxOperation.Sign] = Nothing,
        [OnnxOperation.Sin] = (g, n, dy) => [dy * g.Cos(X(n))],
        [OnnxOperation.Size] = Nothing,
        [OnnxOperation.Slice] = SliceRule,
        [OnnxOperation.Softmax] = SoftmaxRule,
        [OnnxOperation.Softplus] = (g, n, dy) => [dy * g.Sigmoid(X(n))],
        [OnnxOperation.Sqrt] = (g, n, dy) => [dy * 0.5 / Y(n)],
        [OnnxOperation.Squeeze] = (g, n, dy) => [As(g, Whole(g, n, dy), X(n)), null],
        [OnnxOperation.Sub] = (g, n, dy) => [ToInput(g, n, dy, 0), -ToInput(g, n, dy, 1)],
        [OnnxOperation.Tanh] = (g, n, dy) => [dy * (1 - g.Square(Y(n)))],
        [OnnxOperation.Transpose] = TransposeRule,
        [OnnxOperation.Unsqueeze] = (g, n, dy) => [As(g, Whole(g, n, dy), X(n)), null],
        [OnnxOperation.Where] = WhereRule,
    };

    /// <summary>The operators that can be differentiated.</summary>
    public static IEnumerable<OnnxOperation> Known => [.. ByOperation.Keys, OnnxOperation.MaxPool, OnnxOperation.Split, OnnxOperation.TopK];

    /// <summary>Appends the gradients of a node's inputs; null for one that has none.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="node">The node.</param>
    /// <param name="gradients">Those of its outputs; null for one that nothing depends on.</param>
    /// <exception cref="ArgumentException">There is no rule for the operator.</exception>
    public static OnnxTensor?[] Apply(OnnxGraphBuilder graph, OnnxNode node, IReadOnlyList<OnnxTensor?> gradients)
    {
        if (node.Operation == OnnxOperation.Split)
            return SplitRule(graph, node, gradients);
        if (gradients[0] is not { } gradient)
            return Nothing(graph, node, gradients[1]!);
        if (node.Operation == OnnxOperation.TopK)
            return [TopKRule(graph, node, gradient), null];
        if (node.Operation == OnnxOperation.MaxPool)
            return [MaxPoolRule(graph, node, gradient)];
        return ByOperation.TryGetValue(node.Operation, out var rule)
            ? rule(graph, node, gradient)
            : throw new ArgumentException($"There is no rule to differentiate {node.Operation}.", nameof(node));
    }

    private static OnnxTensor X(OnnxNode node) => node.Inputs[0];

    private static OnnxTensor Y(OnnxNode node) => node.Outputs[0];

    private static long Integer(OnnxNode node, string attribute) => (long)node.Attributes.First(a => a.Name == attribute).Value;

    private static OnnxTensor?[] Nothing(OnnxGraphBuilder graph, OnnxNode node, OnnxTensor gradient) => new OnnxTensor?[node.Inputs.Count];

    private static OnnxTensor Whole(OnnxGraphBuilder graph, OnnxNode node, OnnxTensor gradient) => Gradients.Stretch(graph, gradient, Y(node));

    private static OnnxTensor ToInput(OnnxGraphBuilder graph, OnnxNode node, OnnxTensor gradient, int input) =>
        Gradients.SumTo(graph, gradient, Y(node), node.Inputs[input]);

    private static OnnxTensor Mask(OnnxGraphBuilder graph, OnnxTensor truth, OnnxTensor like) => graph.Cast(truth, like.Element);

    private static OnnxTensor ZerosLike(OnnxGraphBuilder graph, OnnxTensor x) => graph.Expand(graph.Scalar(0, x.Element), x);

    private static OnnxTensor As(OnnxGraphBuilder graph, OnnxTensor gradient, OnnxTensor x) =>
        graph.Reshape(gradient, [.. x.Shape.Select(length => length ?? -1)]);
}
