using DarkMachines.Onnx;

namespace DarkMachines.Linear;

public sealed partial class OneClassSvmModel : IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var rows = graph.Sub(graph.Cast(graph.Rows, OnnxElement.Float64), graph.Constant(_means));
        var support = graph.Constant(_support, SupportCount, Features.Count);
        var products = graph.MatMul(rows, graph.Transpose(support));
        var sums = graph.Add(graph.ReduceSumSquare(rows, [1]), graph.Constant(_squares));
        var distances = graph.Relu(graph.Sub(sums, graph.Mul(products, graph.Scalar(2, OnnxElement.Float64))));
        var kernel = graph.Exp(graph.Mul(distances, graph.Scalar(-Gamma, OnnxElement.Float64)));
        var similarity = graph.MatMul(kernel, graph.Constant(_multipliers, SupportCount, 1));
        graph.Score(graph.Sub(graph.Scalar(Offset, OnnxElement.Float64), similarity));
    }
}
