using DarkMachines.Onnx;

namespace DarkMachines.Neighbours;

/// <summary>Class shares among the nearest neighbours.</summary>
internal sealed class KnnClassifierModel(
    NeighbourIndex index, int neighbours, ClassLabels labels, float[] weights, bool distanceWeighted) : IClassifierModel, IOnnxExportable
{
    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features => index.Features;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => labels.Classes;

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var classes = Classes.Count;
        var count = this.RowCount(rows, probabilities.Length, classes);
        var columns = Features.Count;
        Span<double> votes = classes <= 64 ? stackalloc double[classes] : new double[classes];
        using var lists = new NeighbourLists(neighbours);
        for (var start = 0; start < count; start += lists.Capacity)
        {
            var chunk = Math.Min(lists.Capacity, count - start);
            index.Find(rows.Slice(start * columns, chunk * columns), lists);
            for (var i = 0; i < chunk; i++)
            {
                CastVotes(lists.Rows(i), lists.Distances(i), votes);
                Normalise(votes, probabilities.Slice((start + i) * classes, classes));
            }
        }
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        var (rows, distances) = index.Find(graph, neighbours);
        var ballots = new double[weights.Length * Classes.Count];
        for (var row = 0; row < weights.Length; row++)
            ballots[row * Classes.Count + labels.Indices[row]] = weights[row];
        var votes = graph.Gather(graph.Constant(ballots, weights.Length, Classes.Count), rows);
        if (distanceWeighted)
        {
            var nearest = graph.Slice(distances, 1, 0, 1);
            var strengths = graph.Where(graph.Equal(distances, nearest), graph.Scalar(1, OnnxElement.Float64), graph.Div(nearest, distances));
            votes = graph.Mul(votes, graph.Unsqueeze(strengths, 2));
        }

        var sums = graph.ReduceSum(votes, [1], keep: false);
        graph.Probabilities(graph.Div(sums, graph.ReduceSum(sums, [1])));
    }

    private void CastVotes(ReadOnlySpan<int> nearest, ReadOnlySpan<float> distances, Span<double> votes)
    {
        votes.Clear();
        var classOf = labels.Indices;
        for (var i = 0; i < nearest.Length; i++)
        {
            var strength = distanceWeighted ? Strength(distances[0], distances[i]) : 1;
            votes[classOf[nearest[i]]] += weights[nearest[i]] * strength;
        }
    }

    // Inverse distance in units of the nearest one's: finite, and where the nearest is at distance zero those at zero
    // count one and the others nothing.
    private double Strength(float nearest, float distance) =>
        distance == nearest ? 1 : index.Length(nearest) / index.Length(distance);

    private static void Normalise(ReadOnlySpan<double> votes, Span<float> shares)
    {
        var total = 0.0;
        foreach (var vote in votes)
            total += vote;
        for (var i = 0; i < votes.Length; i++)
            shares[i] = (float)(votes[i] / total);
    }
}
