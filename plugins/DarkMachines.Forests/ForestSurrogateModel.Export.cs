using DarkMachines.Onnx;

namespace DarkMachines.Forests;

public sealed partial class ForestSurrogateModel : IOnnxExportable
{
    /// <inheritdoc/>
    /// <remarks>The predictions; the uncertainties stay behind.</remarks>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Values(graph.TreeEnsemble(graph.Rows, _trees, isMean: true, Outputs.Count));
    }
}
