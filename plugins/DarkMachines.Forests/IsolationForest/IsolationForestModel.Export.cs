using DarkMachines.Onnx;

namespace DarkMachines.Forests;

public sealed partial class IsolationForestModel : IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var mean = graph.TreeEnsemble(graph.Rows, _trees, isMean: true);
        var exponent = HasPaths ? graph.Mul(mean, graph.Scalar(-Math.Log(2) / _unsuccessful)) : graph.Sub(mean, graph.Scalar(Math.Log(2)));
        graph.Score(graph.Exp(exponent));
    }
}
