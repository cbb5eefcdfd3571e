using DarkMachines.Onnx;

namespace DarkMachines.Linear;

public sealed partial class MahalanobisModel : IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var centred = graph.Sub(graph.Cast(graph.Rows, OnnxElement.Float64), graph.Constant(_means));
        var whitened = graph.MatMul(centred, graph.Constant(_whitening, Features.Count, Features.Count));
        var halved = graph.Mul(graph.ReduceSumSquare(whitened, [1]), graph.Scalar(0.5, OnnxElement.Float64));
        graph.LogDensity(graph.Sub(graph.Scalar(_logNormaliser, OnnxElement.Float64), halved));
    }
}
