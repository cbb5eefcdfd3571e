using DarkMachines.Onnx;

namespace DarkMachines.Neighbours;

/// <summary>Density from, and anomaly score as, the distances to the nearest neighbours.</summary>
internal sealed class KnnDensityModel : IDensityModel, IOnnxExportable
{
    private readonly NeighbourIndex _index;
    private readonly int _neighbours;
    private readonly float[] _weights;
    private readonly KnnScore _score;
    private readonly double _logTotal;

    /// <summary>Makes the model.</summary>
    /// <param name="index">The training rows.</param>
    /// <param name="neighbours">Number of neighbours, k.</param>
    /// <param name="weights">Weight of each training row, above zero.</param>
    /// <param name="score">Which distance is the score.</param>
    public KnnDensityModel(NeighbourIndex index, int neighbours, float[] weights, KnnScore score)
    {
        _index = index;
        _neighbours = neighbours;
        _weights = weights;
        _score = score;
        _logTotal = Math.Log(weights.Sum(weight => (double)weight)) + index.LogUnitBall;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features => _index.Features;

    /// <summary>
    /// Writes the log density, whose order the distance to the k-th neighbour follows; the mean distance does not, and is
    /// written alone, as an anomaly score.
    /// </summary>
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (rows, distances) = _index.Find(graph, _neighbours);
        var weights = graph.Gather(graph.Constant([.. _weights.Select(weight => (double)weight)]), rows);
        if (_score == KnnScore.MeanDistance)
            graph.Score(MeanDistance(graph, weights, distances));
        else
            graph.LogDensity(LogDensity(graph, weights, distances));
    }

    private static OnnxTensor MeanDistance(OnnxGraphBuilder graph, OnnxTensor weights, OnnxTensor distances) =>
        graph.Div(graph.ReduceSum(graph.Mul(weights, distances), [1]), graph.ReduceSum(weights, [1]));

    private OnnxTensor LogDensity(OnnxGraphBuilder graph, OnnxTensor weights, OnnxTensor distances)
    {
        var logRadius = graph.Log(graph.Slice(distances, 1, _neighbours - 1, _neighbours));
        var volume = graph.Mul(logRadius, graph.Scalar(Features.Count, OnnxElement.Float64));
        return graph.Sub(graph.Sub(graph.Log(graph.ReduceSum(weights, [1])), graph.Scalar(_logTotal, OnnxElement.Float64)), volume);
    }

    /// <inheritdoc/>
    public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities) => Answer(rows, logDensities, LogDensity);

    /// <summary>The distance to the k-th nearest neighbour, or the mean distance, in the space where distances are measured.</summary>
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores) =>
        Answer(rows, scores, _score == KnnScore.KthDistance ? KthDistance : MeanDistance);

    private void Answer(ReadOnlySpan<float> rows, Span<float> answers, Func<NeighbourLists, int, double> answer)
    {
        var columns = Features.Count;
        var count = this.RowCount(rows, answers.Length);
        using var lists = new NeighbourLists(_neighbours);
        for (var start = 0; start < count; start += lists.Capacity)
        {
            var chunk = Math.Min(lists.Capacity, count - start);
            _index.Find(rows.Slice(start * columns, chunk * columns), lists);
            for (var i = 0; i < chunk; i++)
                answers[start + i] = (float)answer(lists, i);
        }
    }

    private double LogDensity(NeighbourLists lists, int query) =>
        Math.Log(Weight(lists.Rows(query))) - _logTotal - Features.Count * Math.Log(KthDistance(lists, query));

    private double KthDistance(NeighbourLists lists, int query) => _index.Length(lists.Distances(query)[^1]);

    private double MeanDistance(NeighbourLists lists, int query)
    {
        var sum = 0.0;
        for (var i = 0; i < _neighbours; i++)
            sum += _weights[lists.Rows(query)[i]] * _index.Length(lists.Distances(query)[i]);
        return sum / Weight(lists.Rows(query));
    }

    private double Weight(ReadOnlySpan<int> neighbours)
    {
        var sum = 0.0;
        foreach (var neighbour in neighbours)
            sum += _weights[neighbour];
        return sum;
    }
}
