using DarkMachines.Onnx.Training;

namespace DarkMachines.Onnx.Tests.Training;

/// <summary>Every rule of differentiation against finite differences.</summary>
public partial class RuleTests
{
    private static readonly Dictionary<string, Func<Network, OnnxTensor>> Cases = new()
    {
        ["Abs"] = n => P(n, 2, 3).Abs(),
        ["Add"] = n => P(n, 2, 3) + P(n, 2, 3),
        ["Add of a row"] = n => P(n, 2, 3) + P(n, 3),
        ["Add of a column"] = n => P(n, 2, 1) + P(n, 3),
        ["Add of a scalar"] = n => P(n) + P(n, 2, 3),
        ["Add to the batch"] = n => X(n, 4) + P(n, 4),
        ["Add in the middle"] = n => P(n, 2, 1, 3) + P(n, 4, 1),
        ["Sub"] = n => P(n, 2, 3) - P(n, 3),
        ["Sub from the batch"] = n => X(n, 2, 4) - P(n, 2, 1),
        ["Mul"] = n => P(n, 2, 3) * P(n, 2, 3),
        ["Mul by a column"] = n => P(n, 2, 3) * P(n, 2, 1),
        ["Mul by the batch"] = n => X(n, 4) * P(n, 4),
        ["Square"] = n => P(n, 2, 3).Square(),
        ["Div"] = n => P(n, 2, 3) / (P(n, 3).Square() + 0.5),
        ["Pow"] = n => (P(n, 2, 3).Abs() + 0.1).Pow(2.5),
        ["Pow of both"] = n => n.Graph.Pow(P(n, 2, 3).Abs() + 0.1, P(n, 3)),
        ["Max"] = n => P(n, 2, 3).Max(P(n, 3)),
        ["Min"] = n => P(n, 2, 3).Min(P(n, 2, 1)),
        ["Neg"] = n => -P(n, 2, 3),
        ["Exp"] = n => P(n, 2, 3).Exp(),
        ["Log"] = n => (P(n, 2, 3).Abs() + 0.1).Log(),
        ["Sqrt"] = n => (P(n, 2, 3).Abs() + 0.1).Sqrt(),
        ["Sin"] = n => n.Graph.Sin(P(n, 2, 3)),
        ["Cos"] = n => n.Graph.Cos(P(n, 2, 3)),
        ["Erf"] = n => n.Graph.Erf(P(n, 2, 3)),
        ["Clip"] = n => P(n, 4, 3).Clip(-0.5, 0.6),
        ["Relu"] = n => P(n, 4, 3).Activate(Activation.Relu),
        ["LeakyRelu"] = n => P(n, 4, 3).Activate(Activation.LeakyRelu),
        ["Elu"] = n => P(n, 4, 3).Activate(Activation.Elu),
        ["Selu"] = n => P(n, 4, 3).Activate(Activation.Selu),
        ["Gelu"] = n => P(n, 4, 3).Activate(Activation.Gelu),
        ["Tanh"] = n => P(n, 4, 3).Activate(Activation.Tanh),
        ["Sigmoid"] = n => P(n, 4, 3).Activate(Activation.Sigmoid),
        ["Softplus"] = n => P(n, 4, 3).Activate(Activation.Softplus),
        ["Softmax"] = n => P(n, 4, 3).Softmax(),
        ["Softmax along another axis"] = n => P(n, 4, 3).Softmax(0),
        ["LogSoftmax"] = n => P(n, 4, 3).LogSoftmax(),
        ["LogSoftmax, mean"] = n => P(n, 4, 3).LogSoftmax().Mean(),
        ["Identity"] = n => n.Graph.Identity(P(n, 2, 3)),
        ["Cast"] = n => n.Graph.Cast(n.Graph.Cast(P(n, 2, 3), n.Element == OnnxElement.Float64 ? OnnxElement.Float32 : OnnxElement.Float64), n.Element),
        ["Where"] = n => n.Graph.Where(n.Graph.Greater(X(n, 4), n.Graph.Scalar(0, n.Element)), P(n, 4), P(n, 1)),
        ["Sum"] = n => P(n, 2, 3).Sum().Exp(),
        ["Sum along an axis"] = n => P(n, 2, 3, 4).Sum(1),
        ["Sum along an axis, kept"] = n => P(n, 2, 3, 4).Sum(-1, keep: true),
        ["Sum of squares"] = n => n.Graph.ReduceSumSquare(P(n, 2, 3), [1]),
        ["Mean"] = n => P(n, 2, 3).Mean().Exp(),
        ["Mean along an axis"] = n => P(n, 2, 3, 4).Mean(0),
        ["Mean over the batch"] = n => (X(n, 4) * P(n, 4)).Mean(0),
        ["Mean over all of the batch"] = n => (X(n, 4) * P(n, 4)).Exp().Mean(),
        ["Mean of a batch's rows"] = n => (X(n, 4) * P(n, 4)).Mean(1),
        ["Max along an axis"] = n => P(n, 2, 3, 4).Max(1),
        ["Least along an axis"] = n => n.Graph.ReduceMin(P(n, 2, 3, 4), [1]),
        ["LogSumExp"] = n => P(n, 2, 3, 4).LogSumExp(-1),
        ["LogSumExp, kept"] = n => P(n, 2, 3).LogSumExp(0, keep: true),
        ["MatMul"] = n => P(n, 2, 3).MatMul(P(n, 3, 4)),
        ["MatMul of stacks"] = n => P(n, 2, 2, 3).MatMul(P(n, 2, 3, 4)),
        ["MatMul of a stack and a matrix"] = n => P(n, 2, 2, 3).MatMul(P(n, 3, 4)),
        ["MatMul of a matrix and a stack"] = n => P(n, 4, 3).MatMul(P(n, 2, 3, 2)),
        ["MatMul of stacks stretched"] = n => P(n, 2, 1, 2, 3).MatMul(P(n, 3, 3, 2)),
        ["MatMul of the batch"] = n => (X(n, 2, 3) + P(n, 3)).MatMul(P(n, 3, 4)),
        ["Gemm"] = n => n.Graph.Gemm(P(n, 2, 3), P(n, 3, 4), P(n, 4)),
        ["Gemm, left transposed"] = n => n.Graph.Gemm(P(n, 3, 2), P(n, 3, 4), P(n, 2, 1), transposeLeft: true),
        ["Gemm, right transposed"] = n => n.Graph.Gemm(P(n, 2, 3), P(n, 4, 3), P(n, 1), transposeRight: true),
        ["Gemm, both transposed"] = n => n.Graph.Gemm(P(n, 3, 2), P(n, 4, 3), true, true),
        ["Reshape"] = n => P(n, 2, 6).Reshape(3, 4),
        ["Reshape of the batch"] = n => (X(n, 6) * P(n, 6)).Reshape(0, 3, 2),
        ["Reshape of a lazy gradient"] = n => P(n, 2, 6).Reshape(12).Mean().Exp(),
        ["Transpose"] = n => P(n, 2, 3, 4).Transpose(2, 0, 1),
        ["Transpose, summed"] = n => P(n, 2, 3).Transpose().Sum(0).Square(),
        ["Unsqueeze"] = n => n.Graph.Unsqueeze(P(n, 2, 3), 1),
        ["Squeeze"] = n => n.Graph.Squeeze(P(n, 2, 1, 3), 1),
        ["Expand"] = n => n.Graph.Expand(P(n, 3), X(n, 3)),
        ["Concat"] = n => P(n, 2, 3).Concat(P(n, 2, 2)),
        ["Concat of the batch"] = n => (X(n, 3) * P(n, 3)).Concat(n.Graph.Expand(P(n, 2), n.Inputs[0].Slice(1, 0, 2)), 1),
        ["Split"] = n => n.Graph.Split(P(n, 4, 6), [1, 2, 3])[1].Concat(P(n, 4, 1)),
        ["Split, several parts"] = n => SumOfParts(n.Graph.Split(P(n, 4, 6), [2, 2, 2])),
        ["Slice"] = n => P(n, 4, 6).Slice(1, 2, 5),
        ["Slice of the batch"] = n => (X(n, 4, 3) * P(n, 3)).Slice(1, 1, 3),
        ["Pad"] = n => n.Graph.Pad(P(n, 2, 3), 1, 2, 1),
        ["Gather"] = n => n.Graph.Gather(P(n, 4, 3), n.Graph.Constant([2L, 0, 2]), 1),
        ["Gather of one"] = n => n.Graph.Gather(P(n, 4, 3), n.Graph.Scalar(2, OnnxElement.Int64)),
        ["GatherElements"] = n => n.Graph.GatherElements(P(n, 2, 3), n.Graph.Constant([2L, 2, 0, 1], 2, 2)),
        ["GatherElements of the batch"] = n => n.Graph.GatherElements(X(n, 4) * P(n, 4), n.Graph.ArgMax(n.Inputs[0])),
        ["TopK"] = n => n.Graph.TopK(P(n, 3, 5), 2).Values,
        ["CumSum"] = n => n.Graph.CumSum(P(n, 3, 5)),
        ["CumSum from the end"] = n => n.Graph.CumSum(P(n, 3, 5), 0, reverse: true),
        ["One parameter used twice"] = n => Twice(P(n, 2, 3)),
        ["Dense"] = n => X(n, 4).Dense(3, Activation.Tanh).Dense(2),
        ["Dense on a stack"] = n => X(n, 2, 4).Dense(3, Activation.Tanh),
        ["Dropout"] = n => n.InTraining(X(n, 4).Dense(3, Activation.Tanh) * n.Uniform(3), n.Inputs[0].Slice(1, 0, 3)),
        ["Mean squared error"] = n => X(n, 4).Dense(4).MeanSquaredError(n.Inputs[0]),
        ["Cross entropy"] = n => X(n, 4).Dense(3).CrossEntropy(n.Constant([0f, 2, 1], 3, 1)),
        ["Mean of squares"] = n => X(n, 4).Dense(4).Square().Mean(),
        ["Minus a scaled sum"] = n => -(P(n, 3) * P(n, 1)).Exp().Sum() * 0.3 / 2,
        ["A factor that is learnt"] = n => P(n, 3).Exp().Mean() * P(n, 1).Sum(),
        ["Binary cross entropy"] = n => X(n, 4).Dense(1).BinaryCrossEntropy(n.Constant([0f, 1, 1], 3, 1)),
        ["Normal loss"] = n => X(n, 4).Dense(2).NormalLoss(n.Inputs[0].Dense(2), n.Inputs[0].Slice(1, 0, 2)),
        ["Batch normalisation"] = n => (X(n, 4) * P(n, 4)).BatchNorm(),
        ["Batch normalisation of channels"] = n => (X(n, 2, 3, 2) * P(n, 3, 1)).BatchNorm(),
        ["Layer normalisation"] = n => (X(n, 2, 4) * P(n, 4)).LayerNorm(),
        ["LSTM"] = n => (X(n, 4, 3) * P(n, 3)).Lstm(2),
        ["LSTM, last step"] = n => X(n, 3, 2).Lstm(2).LastStep(),
        ["GRU"] = n => (X(n, 4, 3) * P(n, 3)).Gru(2),
        ["Masked dense"] = n => X(n, 3).MaskedDense([1, 2, 3], [1, 2, 1, 2], Activation.Tanh).MaskedDense([1, 2, 1, 2], [1, 2, 3], isStrict: true),
        ["Spline"] = n => new RationalQuadraticSpline(P(n, 3, 11), 1.5).Forward(X(n, 3) * P(n, 3)).Y,
        ["Spline, slope"] = n => new RationalQuadraticSpline(P(n, 3, 11), 1.5).Forward(X(n, 3) * P(n, 3)).LogSlope,
        ["Spline, inverse"] = n => new RationalQuadraticSpline(P(n, 3, 11), 1.5).Inverse(X(n, 3) * P(n, 3)).X,
        ["Spline, inverse's slope"] = n => new RationalQuadraticSpline(P(n, 3, 11), 1.5).Inverse(X(n, 3) * P(n, 3)).LogSlope,
        ["Divergence from normal"] = n => X(n, 4).Dense(2).DivergenceFromNormal(n.Inputs[0].Dense(2)).Mean(),
    };

    /// <summary>Operators that slide a window, and layers made of elementary operators.</summary>
    private static readonly Dictionary<string, Func<Network, OnnxTensor>> Windows = new()
    {
        ["Conv in one dimension"] = n => (X(n, 2, 7) * P(n, 1)).Conv(3, 3),
        ["Conv in two dimensions"] = n => (X(n, 2, 5, 6) * P(n, 2, 1, 1)).Conv(3, 3, padding: 1),
        ["Conv with a stride"] = n => (X(n, 2, 8, 7) * P(n, 1)).Conv(2, 3, stride: 2, padding: 1),
        ["Conv with a dilation"] = n => (X(n, 1, 9) * P(n, 1)).Conv(2, 3, dilation: 2, hasBias: false),
        ["Conv with stride and dilation"] = n => (X(n, 1, 12) * P(n, 1)).Conv(2, 3, stride: 2, dilation: 2, padding: 1),
        ["ConvTranspose"] = n => (X(n, 2, 4, 3) * P(n, 1)).ConvTranspose(3, 3, stride: 2, padding: 1),
        ["ConvTranspose in one dimension"] = n => (X(n, 2, 5) * P(n, 1)).ConvTranspose(2, 4, stride: 3),
        ["MaxPool"] = n => Apart(n, X(n, 2, 4, 6) * P(n, 4, 6)).MaxPool(2),
        ["MaxPool of what is rectified"] = n => (Apart(n, X(n, 2, 4, 6) * P(n, 4, 6)) - 20).Activate(Activation.Relu).MaxPool(2),
        ["MaxPool with a stride"] = n => Apart(n, X(n, 2, 7) * P(n, 7)).MaxPool(3, 2),
        ["AveragePool"] = n => (X(n, 2, 4, 7) * P(n, 4, 7)).AveragePool(2),
        ["AveragePool with a stride"] = n => (X(n, 2, 7) * P(n, 7)).AveragePool(3, 2),
        ["Convolutional network"] = n => X(n, 1, 8, 8).Conv(2, 3, Activation.Tanh, padding: 1).AveragePool(2).Conv(3, 3, Activation.Tanh).Flatten().Dense(2),
    };

    /// <summary>
    /// Checked in float32: what ONNX Runtime 1.29 has no float64 kernel of on the processor, and a cast, which leaves float64.
    /// </summary>
    private static readonly HashSet<string> SinglePrecision = ["Cast", "Elu", "Erf", "Gelu", "Selu", "Softplus", .. Windows.Keys.Where(name => name != "MaxPool with a stride")];

    public static TheoryData<string> Names => [.. Cases.Keys, .. Windows.Keys];

    /// <summary>Operators whose results do not change, or only in steps: their rules give nothing.</summary>
    private static readonly OnnxOperation[] WithoutGradient =
    [
        OnnxOperation.And, OnnxOperation.ArgMax, OnnxOperation.ArgMin, OnnxOperation.Equal, OnnxOperation.Floor, OnnxOperation.Greater,
        OnnxOperation.GreaterOrEqual, OnnxOperation.IsNaN, OnnxOperation.Less, OnnxOperation.LessOrEqual, OnnxOperation.Not, OnnxOperation.Or,
        OnnxOperation.Shape, OnnxOperation.Sign, OnnxOperation.Size,
    ];

    [Fact]
    public void Every_rule_is_checked()
    {
        var checkedOperations = new HashSet<OnnxOperation>(WithoutGradient);
        foreach (var build in Cases.Values.Concat(Windows.Values))
        {
            var network = new Network();
            build(network);
            checkedOperations.UnionWith(network.Graph.Nodes.Select(node => node.Operation));
        }

        Assert.Empty(Rules.Known.Except(checkedOperations));
    }

    // A cast leaves float64.
    public static TheoryData<string> InSinglePrecision => [.. SinglePrecision.Where(name => name != "Cast")];

    // Should ONNX Runtime learn to, the case belongs among those of float64.
    [Theory]
    [MemberData(nameof(InSinglePrecision))]
    public void What_is_checked_in_float32_cannot_be_in_float64(string name)
    {
        var refusal = Assert.Throws<UserInputException>(() => new GradientCheck(Cases.GetValueOrDefault(name) ?? Windows[name], OnnxElement.Float64));
        Assert.Contains("Could not find an implementation", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_agrees_with_finite_differences(string name)
    {
        var isSingle = SinglePrecision.Contains(name);
        using var check = new GradientCheck(Cases.GetValueOrDefault(name) ?? Windows[name], isSingle ? OnnxElement.Float32 : OnnxElement.Float64);
        var (rules, differences) = check.Compare();
        var tolerance = isSingle ? 3e-3 : 1e-7;
        foreach (var (rule, difference) in rules.Zip(differences))
            Assert.Equal(difference, rule, tolerance * Math.Max(1, Math.Abs(difference)));
        Assert.Contains(rules, value => value != 0);
    }

    private static OnnxTensor P(Network network, params ReadOnlySpan<int> shape) => network.Parameter(Initialiser.Normal(1), shape);

    private static OnnxTensor X(Network network, params ReadOnlySpan<int> shape) =>
        network.Input(FormattableString.Invariant($"x{network.Inputs.Count}"), shape);

    // So far apart that no difference changes which is the greatest.
    private static OnnxTensor Apart(Network network, OnnxTensor x)
    {
        var values = Enumerable.Range(0, (int)x.Shape.Skip(1).Aggregate(1L, (a, b) => a * b!.Value)).Select(i => (float)(i * 5 % 48)).ToArray();
        return x * 0.1 + network.Constant(values, [.. x.Shape.Skip(1).Select(n => n!.Value)]);
    }

    private static OnnxTensor Twice(OnnxTensor x) => x.Exp() * x.Transpose().Tanh().Transpose();

    private static OnnxTensor SumOfParts(IReadOnlyList<OnnxTensor> parts) => parts[0] * parts[2] + parts[1].Square();
}
