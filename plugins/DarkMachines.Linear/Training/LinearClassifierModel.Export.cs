using DarkMachines.Onnx;

namespace DarkMachines.Linear;

public sealed partial class LinearClassifierModel : IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var rows = graph.Cast(graph.Rows, OnnxElement.Float64);
        var coefficients = graph.Constant(_coefficients, Classes.Count, Features.Count);
        graph.Probabilities(graph.Softmax(graph.Gemm(rows, coefficients, graph.Constant(_intercepts), transposeRight: true)));
    }
}
