using DarkMachines.Onnx.Format;
using DarkMachines.Onnx.Trees;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DarkMachines.Onnx.Tests;

/// <summary>Every operator of the builder: its numbers from ONNX Runtime, and the type and shape that the builder foretells.</summary>
public class GraphBuilderTests
{
    private static readonly float[] X = [1, -2, 3, 4, 5, -6];

    private delegate OnnxTensor Build(OnnxGraphBuilder graph, OnnxTensor x);

    private static readonly Dictionary<string, (Build Build, double[] Expected)> Operators = new()
    {
        ["Add"] = ((g, x) => g.Add(x, g.Constant([10f, 20f, 30f])), [11, 18, 33, 14, 25, 24]),
        ["Sub"] = ((g, x) => g.Sub(g.Scalar(1), x), [0, 3, -2, -3, -4, 7]),
        ["Mul"] = ((g, x) => g.Mul(x, g.Scalar(2)), [2, -4, 6, 8, 10, -12]),
        ["Div"] = ((g, x) => g.Div(x, g.Scalar(2)), [0.5, -1, 1.5, 2, 2.5, -3]),
        ["Pow"] = ((g, x) => g.Pow(x, g.Scalar(3)), [1, -8, 27, 64, 125, -216]),
        ["Max"] = ((g, x) => g.Max(x, g.Scalar(2)), [2, 2, 3, 4, 5, 2]),
        ["Min"] = ((g, x) => g.Min(x, g.Scalar(2)), [1, -2, 2, 2, 2, -6]),
        ["Square"] = ((g, x) => g.Square(x), [1, 4, 9, 16, 25, 36]),
        ["Neg"] = ((g, x) => g.Neg(x), [-1, 2, -3, -4, -5, 6]),
        ["Abs"] = ((g, x) => g.Abs(x), [1, 2, 3, 4, 5, 6]),
        ["Exp"] = ((g, x) => g.Exp(x), [.. X.Select(v => Math.Exp(v))]),
        ["Log"] = ((g, x) => g.Log(g.Abs(x)), [.. X.Select(v => Math.Log(Math.Abs(v)))]),
        ["Sqrt"] = ((g, x) => g.Sqrt(g.Abs(x)), [.. X.Select(v => Math.Sqrt(Math.Abs(v)))]),
        ["Erf"] = ((g, x) => g.Erf(g.Mul(x, g.Scalar(0))), [0, 0, 0, 0, 0, 0]),
        ["Floor"] = ((g, x) => g.Floor(g.Div(x, g.Scalar(2))), [0, -1, 1, 2, 2, -3]),
        ["Sigmoid"] = ((g, x) => g.Sigmoid(x), [.. X.Select(v => 1 / (1 + Math.Exp(-v)))]),
        ["Tanh"] = ((g, x) => g.Tanh(x), [.. X.Select(v => Math.Tanh(v))]),
        ["Relu"] = ((g, x) => g.Relu(x), [1, 0, 3, 4, 5, 0]),
        ["Softplus"] = ((g, x) => g.Softplus(x), [.. X.Select(v => Math.Log(1 + Math.Exp(v)))]),
        ["Identity"] = ((g, x) => g.Identity(x), [1, -2, 3, 4, 5, -6]),
        ["Clip"] = ((g, x) => g.Clip(x, -1, 3.5), [1, -1, 3, 3.5, 3.5, -1]),
        ["Softmax"] = ((g, x) => g.Softmax(x), [.. X.Chunk(3).SelectMany(row => row.Select(v => Math.Exp(v) / row.Sum(u => Math.Exp(u))))]),
        ["LogSoftmax"] = ((g, x) => g.LogSoftmax(x), [.. X.Chunk(3).SelectMany(row => row.Select(v => v - Math.Log(row.Sum(u => Math.Exp(u)))))]),
        ["Equal"] = ((g, x) => g.Equal(x, g.Scalar(3)), [0, 0, 1, 0, 0, 0]),
        ["Less"] = ((g, x) => g.Less(x, g.Scalar(3)), [1, 1, 0, 0, 0, 1]),
        ["LessOrEqual"] = ((g, x) => g.LessOrEqual(x, g.Scalar(3)), [1, 1, 1, 0, 0, 1]),
        ["Greater"] = ((g, x) => g.Greater(x, g.Scalar(3)), [0, 0, 0, 1, 1, 0]),
        ["GreaterOrEqual"] = ((g, x) => g.GreaterOrEqual(x, g.Scalar(3)), [0, 0, 1, 1, 1, 0]),
        ["IsNaN"] = ((g, x) => g.IsNaN(g.Sqrt(x)), [0, 1, 0, 0, 0, 1]),
        ["And"] = ((g, x) => g.And(g.Less(x, g.Scalar(4)), g.Greater(x, g.Scalar(0))), [1, 0, 1, 0, 0, 0]),
        ["Or"] = ((g, x) => g.Or(g.Less(x, g.Scalar(-5)), g.Greater(x, g.Scalar(4))), [0, 0, 0, 0, 1, 1]),
        ["Not"] = ((g, x) => g.Not(g.Less(x, g.Scalar(4))), [0, 0, 0, 1, 1, 0]),
        ["Where"] = ((g, x) => g.Where(g.Constant([true, false, true]), x, g.Scalar(9)), [1, 9, 3, 4, 9, -6]),
        ["Cast"] = ((g, x) => g.Cast(g.Div(x, g.Scalar(2)), OnnxElement.Int64), [0, -1, 1, 2, 2, -3]),
        ["MatMul"] = ((g, x) => g.MatMul(x, g.Constant([1f, 0, 0, 1, 1, 1], 3, 2)), [4, 1, -2, -1]),
        ["MatMul of float64"] = ((g, x) => g.MatMul(g.Cast(x, OnnxElement.Float64), g.Constant([1.0, 0, 0, 1, 1, 1], 3, 2)), [4, 1, -2, -1]),
        ["Gemm"] = ((g, x) => g.Gemm(x, g.Constant([1f, 0, 1, 0, 1, 1], 2, 3), g.Constant([100f, 200f]), transposeRight: true), [104, 201, 98, 199]),
        ["ReduceSum"] = ((g, x) => g.ReduceSum(x, [1]), [2, 3]),
        ["ReduceSum over all"] = ((g, x) => g.ReduceSum(x, [0, -1], keep: false), [5]),
        ["ReduceMean"] = ((g, x) => g.ReduceMean(x, [-1], keep: false), [2.0 / 3, 1]),
        ["ReduceMax"] = ((g, x) => g.ReduceMax(x, [0]), [4, 5, 3]),
        ["ReduceMin"] = ((g, x) => g.ReduceMin(x, [0]), [1, -2, -6]),
        ["ReduceLogSumExp"] = ((g, x) => g.ReduceLogSumExp(x, [1]), [.. X.Chunk(3).Select(row => Math.Log(row.Sum(v => Math.Exp(v))))]),
        ["ReduceSumSquare"] = ((g, x) => g.ReduceSumSquare(g.Cast(x, OnnxElement.Float64), [1], keep: false), [14, 77]),
        ["ArgMax"] = ((g, x) => g.ArgMax(x), [2, 1]),
        ["ArgMin"] = ((g, x) => g.ArgMin(x, axis: 1, keep: false), [1, 2]),
        ["TopK, values"] = ((g, x) => g.TopK(x, 2).Values, [3, 1, 5, 4]),
        ["TopK, places"] = ((g, x) => g.TopK(x, 2, largest: false).Places, [1, 0, 2, 0]),
        ["Gather"] = ((g, x) => g.Gather(x, g.Constant([2L, 0L]), axis: 1), [3, 1, -6, 4]),
        ["Gather of one"] = ((g, x) => g.Gather(x, g.Scalar(2, OnnxElement.Int64), axis: 1), [3, -6]),
        ["GatherElements"] = ((g, x) => g.GatherElements(x, g.ArgMax(x)), [3, 5]),
        ["GatherND"] = ((g, x) => g.GatherND(g.Constant([10f, 20f, 30f]), g.ArgMax(x)), [30, 20]),
        ["Concat"] = ((g, x) => g.Concat(1, x, g.Neg(x)), [1, -2, 3, -1, 2, -3, 4, 5, -6, -4, -5, 6]),
        ["Split"] = ((g, x) => g.Split(x, [1, 2])[1], [-2, 3, 5, -6]),
        ["Slice"] = ((g, x) => g.Slice(x, 1, 1, 3), [-2, 3, 5, -6]),
        ["Reshape"] = ((g, x) => g.Reshape(x, 0, -1, 1), [1, -2, 3, 4, 5, -6]),
        ["Transpose"] = ((g, x) => g.Transpose(x), [1, 4, -2, 5, 3, -6]),
        ["Unsqueeze"] = ((g, x) => g.Unsqueeze(x, 1), [1, -2, 3, 4, 5, -6]),
        ["Squeeze"] = ((g, x) => g.Squeeze(g.ReduceSum(x, [1]), 1), [2, 3]),
        ["Shape"] = ((g, x) => g.Shape(x), [2, 3]),
        ["Expand"] = ((g, x) => g.Expand(g.Constant([7f]), x), [7, 7, 7, 7, 7, 7]),
        ["TreeEnsemble"] = ((g, x) => g.TreeEnsemble(x, Trees(), isMean: false, targets: null, 100f, 200f), [112, 202, 140, 201]),
        ["TreeEnsemble, mean"] = ((g, x) => g.TreeEnsemble(x, Trees(), isMean: true), [6, 1, 20, 0.5]),
        ["TreeEnsemble, first target"] = ((g, x) => g.TreeEnsemble(x, Trees(), isMean: false, targets: 1), [12, 40]),
    };

    public static TheoryData<string> Names => [.. Operators.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_gives_what_the_specification_says_in_the_foretold_shape(string name)
    {
        var graph = new OnnxGraphBuilder(3);
        var tensor = Operators[name].Build(graph, graph.Rows);
        var (values, type, shape) = Run(graph, tensor, X);

        Assert.Equal(Operators[name].Expected.Length, values.Length);
        foreach (var (expected, actual) in Operators[name].Expected.Zip(values))
            Assert.Equal(expected, actual, 2e-6 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal((int)tensor.Element, (int)type);
        Assert.Equal(tensor.Shape.Count, shape.Length);
        Assert.All(tensor.Shape.Zip(shape), pair => Assert.Equal(pair.First ?? pair.Second, pair.Second));
        Assert.True(tensor.Shape.Count(length => length is null) <= 1, "Only the number of rows is not known.");
    }

    [Fact]
    public void Tensors_of_different_types_are_refused()
    {
        var graph = new OnnxGraphBuilder(3);
        var refusal = Assert.Throws<ArgumentException>(() => graph.Add(graph.Rows, graph.Scalar(1, OnnxElement.Float64)));
        Assert.Contains("rows: Float32[?, 3]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var graph = new OnnxGraphBuilder(3);
        Assert.Throws<ArgumentException>(() => graph.Mul(graph.Rows, graph.Constant([1f, 2f])));
        Assert.Throws<ArgumentException>(() => graph.MatMul(graph.Rows, graph.Constant([1f, 2f], 2, 1)));
        Assert.Throws<ArgumentException>(() => graph.MatMul(graph.Rows, graph.Constant([1f, 2f, 3f])));
        Assert.Throws<ArgumentException>(() => graph.Constant([1f, 2f], 3));
        Assert.Throws<ArgumentException>(() => graph.ReduceSum(graph.Rows, [2]));
        Assert.Throws<ArgumentException>(() => graph.TopK(graph.Rows, 4));
        Assert.Throws<ArgumentException>(() => graph.Squeeze(graph.Rows, 1));
        Assert.Throws<ArgumentException>(() => graph.Not(graph.Rows));
    }

    [Fact]
    public void A_tensor_of_another_graph_is_refused()
    {
        var graph = new OnnxGraphBuilder(3);
        Assert.Throws<ArgumentException>(() => graph.Neg(new OnnxGraphBuilder(3).Rows));
    }

    [Fact]
    public void An_answer_is_declared_once_and_fits_its_role()
    {
        var graph = new OnnxGraphBuilder(3);
        Assert.Throws<ArgumentException>(() => graph.Score(graph.Rows));
        Assert.Throws<ArgumentException>(() => graph.Reconstruction(graph.Rows, [1, 1]));
        graph.Values(graph.Rows);
        Assert.Throws<InvalidOperationException>(() => graph.Values(graph.Rows));
    }

    // Tree 0: x0 at most 1 gives (10, 0), else (40, 0). Tree 1: x1 at most 0 gives (2, 2), else (0, 1).
    private static TreeEnsemble Trees()
    {
        return new TreeEnsemble([Stump(0, 1, [10, 0], [40, 0]), Stump(1, 0, [2, 2], [0, 1])]);

        static Tree Stump(int column, float threshold, float[] atMost, float[] above)
        {
            var tree = new Tree(width: 2);
            var first = tree.Split(0, column, threshold);
            atMost.CopyTo(tree.ValuesOf(first));
            above.CopyTo(tree.ValuesOf(first + 1));
            return tree;
        }
    }

    private static (double[] Values, TensorElementType Type, long[] Shape) Run(OnnxGraphBuilder graph, OnnxTensor tensor, float[] rows)
    {
        graph.Values(graph.Rows);
        var model = GraphWriter.Write(graph, [tensor]);
        model.Graph.Output[0] = new ValueInfoProto
        {
            Name = tensor.Name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)tensor.Element } },
        };
        using var session = GraphSession.Prepare("test", model, isOptimised: true, threads: 1);
        using var input = OrtValue.CreateTensorValueFromMemory(rows, [rows.Length / 3, 3]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["rows"], [input], [tensor.Name]);
        var result = results[0];
        var type = result.GetTensorTypeAndShape();
        double[] values = type.ElementDataType switch
        {
            TensorElementType.Float => [.. result.GetTensorDataAsSpan<float>().ToArray().Select(v => (double)v)],
            TensorElementType.Double => result.GetTensorDataAsSpan<double>().ToArray(),
            TensorElementType.Int64 => [.. result.GetTensorDataAsSpan<long>().ToArray().Select(v => (double)v)],
            _ => [.. result.GetTensorDataAsSpan<bool>().ToArray().Select(v => v ? 1.0 : 0)],
        };
        return (values, type.ElementDataType, type.Shape);
    }
}
