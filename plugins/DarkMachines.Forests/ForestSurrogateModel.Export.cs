using DarkMachines.Onnx;

namespace DarkMachines.Forests;

public sealed partial class ForestSurrogateModel : IOnnxExportable
{
    /// <inheritdoc/>
    /// <remarks>The predictions; the uncertainties stay behind.</remarks>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var trees = _trees.ToOnnx(Outputs.Count, (_, own, means) => own[..means.Length].CopyTo(means));
        graph.Values(graph.TreeEnsembleRegressor(graph.Rows, trees, isMean: true));
    }
}
