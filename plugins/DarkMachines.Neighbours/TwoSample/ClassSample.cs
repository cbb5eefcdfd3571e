using DarkMachines.Onnx;

namespace DarkMachines.Neighbours;

/// <summary>The training rows of one class.</summary>
internal sealed class ClassSample
{
    private readonly NeighbourIndex _index;
    private readonly int _neighbours;
    private readonly float[] _weights;

    /// <summary>Makes the sample.</summary>
    /// <param name="index">Its rows.</param>
    /// <param name="neighbours">Number of neighbours, k.</param>
    /// <param name="rows">Its rows with their weights.</param>
    public ClassSample(NeighbourIndex index, int neighbours, TrainingRows rows)
    {
        _index = index;
        _neighbours = neighbours;
        _weights = [.. Enumerable.Range(0, rows.Count).Select(row => (float)rows.Weight(row))];
        LogTotalWeight = Math.Log(rows.TotalWeight);
    }

    /// <summary>Columns of a row.</summary>
    public IReadOnlyList<Feature> Features => _index.Features;

    /// <summary>Natural logarithm of the sum of the weights.</summary>
    public double LogTotalWeight { get; }

    /// <summary>Adds to each answer a multiple of ln(density × total weight), but for what all samples have in common.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="factor">What it is multiplied with.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="stride">Places from the answer for one row to that for the next.</param>
    public void AddLogWeightDensity(ReadOnlySpan<float> rows, double factor, Span<float> answers, int stride)
    {
        var columns = Features.Count;
        using var lists = new NeighbourLists(_neighbours);
        for (int start = 0, count = rows.Length / columns; start < count; start += lists.Capacity)
        {
            var chunk = Math.Min(lists.Capacity, count - start);
            _index.Find(rows.Slice(start * columns, chunk * columns), lists);
            for (var i = 0; i < chunk; i++)
                answers[(start + i) * stride] += (float)(factor * LogWeightDensity(lists, i));
        }
    }

    /// <summary>The same for a graph's rows, float64, <c>rows × 1</c>.</summary>
    public OnnxTensor LogWeightDensity(OnnxGraphBuilder graph)
    {
        var (rows, distances) = _index.Find(graph, _neighbours);
        var weights = graph.ReduceSum(graph.Gather(graph.Constant([.. _weights.Select(weight => (double)weight)]), rows), [1]);
        var farthest = graph.Clip(graph.Slice(distances, 1, _neighbours - 1, _neighbours), float.Epsilon, float.MaxValue);
        return graph.Sub(graph.Log(weights), graph.Mul(graph.Log(farthest), graph.Scalar(Features.Count, OnnxElement.Float64)));
    }

    // ln(w / rᵈ), with w the weight of the k nearest rows and r the distance to the k-th.
    private double LogWeightDensity(NeighbourLists lists, int query)
    {
        var weight = 0.0;
        foreach (var neighbour in lists.Rows(query))
            weight += _weights[neighbour];
        var distance = Math.Clamp(_index.Length(lists.Distances(query)[^1]), float.Epsilon, float.MaxValue);
        return Math.Log(weight) - Features.Count * Math.Log(distance);
    }
}
