using DarkMachines.Onnx;

namespace DarkMachines.Linear;

public sealed partial class GaussianNaiveBayesModel : IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        // Rows × classes × columns; expanding the square would lose digits far from the origin.
        var rows = graph.Unsqueeze(graph.Cast(graph.Rows, OnnxElement.Float64), 1);
        var squares = graph.Square(graph.Sub(rows, graph.Constant(_means, Classes.Count, Features.Count)));
        var distances = graph.ReduceSum(graph.Div(squares, graph.Constant(_variances, Classes.Count, Features.Count)), [2], keep: false);
        var halved = graph.Mul(distances, graph.Scalar(0.5, OnnxElement.Float64));
        graph.Probabilities(graph.Softmax(graph.Sub(graph.Constant(_logNormalisers), halved)));
    }
}
