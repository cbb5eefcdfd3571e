using DarkMachines.Onnx;

namespace DarkMachines.Linear;

public sealed partial class PcaModel : IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (means, spreads) = (graph.Constant(_means), graph.Constant(_spreads));
        var components = graph.Constant(_components, LatentCount, Features.Count);
        var standardised = graph.Div(graph.Sub(graph.Cast(graph.Rows, OnnxElement.Float64), means), spreads);
        var latent = graph.MatMul(standardised, graph.Transpose(components));
        var restored = graph.Add(graph.Mul(graph.MatMul(latent, components), spreads), means);
        graph.Reconstruction(restored, [.. _spreads.Select(spread => (float)spread)]);
    }
}
