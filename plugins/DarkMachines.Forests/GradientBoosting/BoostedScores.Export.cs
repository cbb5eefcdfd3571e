using DarkMachines.Onnx;

namespace DarkMachines.Forests;

internal sealed partial class BoostedScores
{
    /// <summary>Writes the scores, one an output.</summary>
    public OnnxTensor WriteTo(OnnxGraphBuilder graph)
    {
        var onnx = trees.ToOnnx(start.Length, (tree, own, scores) => scores[tree % scores.Length] = own[0]);
        return graph.TreeEnsembleRegressor(graph.Rows, onnx, isMean: false, Array.ConvertAll(start, score => (float)score));
    }
}
