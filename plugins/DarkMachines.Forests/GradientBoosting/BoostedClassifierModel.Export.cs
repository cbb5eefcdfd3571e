using DarkMachines.Onnx;

namespace DarkMachines.Forests;

public sealed partial class BoostedClassifierModel : IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var scores = _scores.WriteTo(graph);
        graph.Probabilities(Classes.Count == 2
            ? graph.Concat(1, graph.Sigmoid(graph.Neg(scores)), graph.Sigmoid(scores))
            : graph.Softmax(scores));
    }
}
