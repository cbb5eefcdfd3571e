using System.Buffers;
using DarkMachines.Onnx;

namespace DarkMachines.Neighbours;

/// <summary>A fitted <see cref="Lof"/>.</summary>
public sealed class LofModel : IOnnxExportable, IAnomalyModel
{
    private readonly NeighbourIndex _index;
    private readonly int _neighbours;
    private readonly float[] _kthDistances;
    private readonly double[] _meanReaches;
    private readonly float[] _weights;

    internal LofModel(LofFit fit, float[] weights, float[] trainingScores)
    {
        _index = fit.Index;
        _neighbours = fit.Neighbours;
        _kthDistances = fit.KthDistances;
        _meanReaches = fit.MeanReaches;
        _weights = weights;
        TrainingScores = Array.AsReadOnly(trainingScores);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features => _index.Features;

    /// <summary>
    /// The local outlier factor of each training row among the others, in the order of the table; a row of weight zero is
    /// scored as a new one.
    /// </summary>
    public IReadOnlyList<float> TrainingScores { get; }

    /// <summary>The local outlier factor of each row, as a new one: about one amid the training rows, greater outside.</summary>
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        var columns = Features.Count;
        var count = this.RowCount(rows, scores.Length);
        using var lists = new NeighbourLists(_neighbours);
        var rented = ArrayPool<float>.Shared.Rent(_neighbours);
        var distances = rented.AsSpan(0, _neighbours);
        for (var start = 0; start < count; start += lists.Capacity)
        {
            var chunk = Math.Min(lists.Capacity, count - start);
            _index.Find(rows.Slice(start * columns, chunk * columns), lists);
            for (var i = 0; i < chunk; i++)
            {
                for (var j = 0; j < distances.Length; j++)
                    distances[j] = (float)_index.Length(lists.Distances(i)[j]);
                var reach = LocalDensity.MeanReach(lists.Rows(i), distances, _kthDistances, _weights);
                scores[start + i] = (float)LocalDensity.Factor(reach, lists.Rows(i), _meanReaches, _weights);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (rows, distances) = _index.Find(graph, _neighbours);
        var weights = graph.Gather(graph.Constant([.. _weights.Select(weight => (double)weight)]), rows);
        var shares = graph.Div(weights, graph.ReduceSum(weights, [1]));
        var reaches = graph.Max(distances, graph.Gather(graph.Constant([.. _kthDistances.Select(distance => (double)distance)]), rows));
        var mean = graph.Add(graph.ReduceSum(graph.Mul(shares, reaches), [1]), graph.Scalar(LocalDensity.Floor, OnnxElement.Float64));
        var factors = graph.Div(mean, graph.Gather(graph.Constant(_meanReaches), rows));
        graph.Score(graph.ReduceSum(graph.Mul(shares, factors), [1]));
    }
}
