using DarkMachines.Onnx;

namespace DarkMachines.Geometry;

/// <summary>
/// Distances between rows and training points as ONNX operators: a block of points at a time, by differences as the native
/// kernels take them, so that memory is bounded by rows × the values of a block.
/// </summary>
internal static class DistanceGraph
{
    private const int ValuesOfBlock = 8192;

    /// <summary>Moves the graph's rows into the space where distances are measured. NaN becomes infinity, which is as far from everything.</summary>
    public static OnnxTensor Apply(this Scaling scaling, OnnxGraphBuilder graph)
    {
        var centred = graph.Sub(graph.Cast(graph.Rows, OnnxElement.Float64), graph.Constant(scaling.Centres));
        var moved = graph.Cast(Unmix(graph, centred, scaling), OnnxElement.Float32);
        return graph.Where(graph.IsNaN(moved), graph.Scalar(double.PositiveInfinity), moved);
    }

    /// <summary>For each block of points its first number and the distances, <c>rows × points</c>; squared unless Manhattan.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="queries">Rows, moved.</param>
    /// <param name="points">Row-major points.</param>
    /// <param name="manhattan">True to add up absolute differences, false for squares.</param>
    public static IEnumerable<(int First, int Count, OnnxTensor Distances)> Distances(OnnxGraphBuilder graph, OnnxTensor queries, float[] points, bool manhattan)
    {
        var columns = (int)queries.Shape[1]!.Value;
        var step = Math.Max(1, ValuesOfBlock / columns);
        var each = graph.Unsqueeze(queries, 1);
        for (var first = 0; first * columns < points.Length; first += step)
        {
            var count = Math.Min(step, points.Length / columns - first);
            var differences = graph.Sub(each, graph.Constant(points.AsSpan(first * columns, count * columns), 1, count, columns));
            var distances = manhattan
                ? graph.ReduceSum(graph.Abs(differences), [2], keep: false)
                : graph.ReduceSumSquare(differences, [2], keep: false);
            yield return (first, count, distances);
        }
    }

    // z = L⁻¹ y a column at a time, as rows: division where L is diagonal, else a product with the inverse's transpose.
    private static OnnxTensor Unmix(OnnxGraphBuilder graph, OnnxTensor centred, Scaling scaling)
    {
        var columns = scaling.Columns;
        if (scaling.IsDiagonal)
            return graph.Div(centred, graph.Constant([.. Enumerable.Range(0, columns).Select(j => scaling.Factor(j, j))]));
        var inverse = new double[columns * columns];
        for (var i = 0; i < columns; i++)
        {
            for (var j = i; j < columns; j++)
            {
                var rest = i == j ? 1.0 : 0;
                for (var k = i; k < j; k++)
                    rest -= scaling.Factor(j, k) * inverse[i * columns + k];
                inverse[i * columns + j] = rest / scaling.Factor(j, j);
            }
        }

        return graph.MatMul(centred, graph.Constant(inverse, columns, columns));
    }
}
