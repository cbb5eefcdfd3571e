using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>One coupling of a flow: the columns in a new order, of which the last ones are moved as the first ones say.</summary>
/// <param name="Order">For each place the column that goes there.</param>
/// <param name="Deciding">The columns that decide; a zero if there is one column only.</param>
/// <param name="Numbers">What the splines of the others are made of.</param>
/// <param name="Values">All columns afterwards.</param>
/// <param name="LogSlopes">The logarithm of the slope of each column that was moved.</param>
internal sealed record Coupling(int[] Order, OnnxTensor Deciding, OnnxTensor Numbers, OnnxTensor Values, OnnxTensor LogSlopes)
{
    /// <summary>Appends one to a network.</summary>
    public static Coupling Append(Network network, OnnxTensor x, FlowOptions options, int[] order)
    {
        var graph = x.Graph;
        var (columns, first) = (order.Length, order.Length / 2);
        var ordered = Reorder(x, order);
        var moved = graph.Slice(ordered, 1, first, columns);
        var deciding = first == 0 ? ordered * 0 : graph.Slice(ordered, 1, 0, first);
        var width = 3 * options.Bins - 1;
        // Zeros make splines that leave everything as it is: training begins with the normal distribution.
        var numbers = deciding.Layers(options).Dense((columns - first) * width, weights: Initialiser.Zeros).Reshape(-1, columns - first, width);
        var (values, logSlopes) = new RationalQuadraticSpline(numbers, options.Bound).Forward(moved);
        return new Coupling(order, deciding, numbers, first == 0 ? values : deciding.Concat(values), logSlopes);
    }

    /// <summary>The columns before, from those afterwards, in another graph.</summary>
    public OnnxTensor Invert(TrainedNetwork trained, OnnxTensor y, double bound)
    {
        var (graph, columns, first) = (y.Graph, Order.Length, Order.Length / 2);
        var deciding = first == 0 ? y * 0 : graph.Slice(y, 1, 0, first);
        var numbers = trained.Write(graph, Numbers, (Deciding, deciding));
        var moved = new RationalQuadraticSpline(numbers, bound).Inverse(graph.Slice(y, 1, first, columns)).X;
        return Reorder(first == 0 ? moved : deciding.Concat(moved), [.. Enumerable.Range(0, columns).Select(column => Array.IndexOf(Order, column))]);
    }

    private static OnnxTensor Reorder(OnnxTensor x, int[] order) =>
        order.Length == 1 ? x : x.Graph.Gather(x, x.Graph.Constant(order.Select(column => (long)column).ToArray()), axis: 1);
}
