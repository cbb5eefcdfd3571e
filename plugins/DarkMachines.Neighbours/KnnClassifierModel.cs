namespace DarkMachines.Neighbours;

/// <summary>Class shares among the nearest neighbours.</summary>
internal sealed class KnnClassifierModel(
    NeighbourIndex index, ClassLabels labels, float[] weights, bool distanceWeighted) : IClassifierModel
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
        using var lists = new NeighbourLists(index.Neighbours);
        for (var start = 0; start < count; start += NeighbourLists.Capacity)
        {
            var chunk = Math.Min(NeighbourLists.Capacity, count - start);
            index.Find(rows.Slice(start * columns, chunk * columns), lists);
            for (var i = 0; i < chunk; i++)
            {
                CastVotes(lists.Rows(i), lists.SquaredDistances(i), votes);
                Normalise(votes, probabilities.Slice((start + i) * classes, classes));
            }
        }
    }

    private void CastVotes(ReadOnlySpan<int> neighbours, ReadOnlySpan<float> squaredDistances, Span<double> votes)
    {
        votes.Clear();
        var classOf = labels.Indices;
        for (var i = 0; i < neighbours.Length; i++)
        {
            var strength = distanceWeighted ? Strength(squaredDistances[0], squaredDistances[i]) : 1;
            votes[classOf[neighbours[i]]] += weights[neighbours[i]] * strength;
        }
    }

    // Inverse distance in units of the nearest one's: finite, and where the nearest is at distance zero those at zero
    // count one and the others nothing.
    private static double Strength(float nearest, float squaredDistance) =>
        squaredDistance == nearest ? 1 : Math.Sqrt((double)nearest / squaredDistance);

    private static void Normalise(ReadOnlySpan<double> votes, Span<float> shares)
    {
        var total = 0.0;
        foreach (var vote in votes)
            total += vote;
        for (var i = 0; i < votes.Length; i++)
            shares[i] = (float)(votes[i] / total);
    }
}
