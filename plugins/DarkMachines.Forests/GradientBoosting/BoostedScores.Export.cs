using DarkMachines.Onnx;

namespace DarkMachines.Forests;

internal sealed partial class BoostedScores
{
    /// <summary>Writes the scores, one an output.</summary>
    public OnnxTensor WriteTo(OnnxGraphBuilder graph) =>
        graph.TreeEnsemble(graph.Rows, trees, isMean: false, targets: null, Array.ConvertAll(start, score => (float)score));
}
