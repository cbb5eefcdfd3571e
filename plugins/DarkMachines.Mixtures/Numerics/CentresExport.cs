using DarkMachines.Onnx;

namespace DarkMachines.Mixtures.Numerics;

/// <summary>Distances to the nearest of some points, as operators of ONNX.</summary>
internal static class CentresExport
{
    /// <summary>The scaled rows, <c>rows × columns</c> in double precision.</summary>
    public static OnnxTensor Scaled(this OnnxGraphBuilder graph, ColumnScale scale) => graph.Div(
        graph.Sub(graph.Cast(graph.Rows, OnnxElement.Float64), graph.Constant(scale.Means)), graph.Constant(scale.Spreads));

    /// <summary>The distance to the nearest point, one a row.</summary>
    public static OnnxTensor DistanceToNearest(this OnnxGraphBuilder graph, Centres centres)
    {
        // The points one by one: rows × points × columns at once would take memory without bound.
        var rows = graph.Scaled(centres.Scale);
        OnnxTensor? least = null;
        for (var k = 0; k < centres.Count; k++)
        {
            var square = graph.ReduceSumSquare(graph.Sub(rows, graph.Constant(centres[k])), [1]);
            least = least is null ? square : graph.Min(least, square);
        }

        return graph.Sqrt(least!);
    }
}
