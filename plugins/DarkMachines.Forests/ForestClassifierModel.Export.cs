using DarkMachines.Onnx;

namespace DarkMachines.Forests;

public sealed partial class ForestClassifierModel : IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var trees = _trees.ToOnnx(Classes.Count, (_, own, shares) => ToProbabilities(Array.ConvertAll(own.ToArray(), value => (double)value), 1, shares));
        graph.Probabilities(graph.TreeEnsembleRegressor(graph.Rows, trees, isMean: true));
    }
}
