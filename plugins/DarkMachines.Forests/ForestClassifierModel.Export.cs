using DarkMachines.Onnx;

namespace DarkMachines.Forests;

public sealed partial class ForestClassifierModel : IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var shares = graph.TreeEnsemble(graph.Rows, _trees, isMean: true);
        graph.Probabilities(_trees.Width > 1 ? shares : graph.Concat(1, graph.Sub(graph.Scalar(1), shares), shares));
    }
}
