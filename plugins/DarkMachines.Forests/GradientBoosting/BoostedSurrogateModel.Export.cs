using DarkMachines.Onnx;

namespace DarkMachines.Forests;

public sealed partial class BoostedSurrogateModel : IOnnxExportable
{
    /// <inheritdoc/>
    /// <remarks>The predictions; the uncertainties stay behind.</remarks>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Values(_scores.WriteTo(graph));
    }
}
