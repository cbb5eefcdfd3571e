namespace DarkMachines.Neighbours;

/// <summary>Density from, and anomaly score as, the distance to the k-th nearest neighbour.</summary>
internal sealed class KnnDensityModel : IDensityModel
{
    private readonly NeighbourIndex _index;
    private readonly float[] _weights;
    private readonly double _logTotal;

    /// <summary>Makes the model.</summary>
    /// <param name="index">The training rows.</param>
    /// <param name="weights">Weight of each training row, above zero.</param>
    public KnnDensityModel(NeighbourIndex index, float[] weights)
    {
        _index = index;
        _weights = weights;
        _logTotal = Math.Log(weights.Sum(weight => (double)weight)) + LogUnitBall(index.Features.Count) + index.LogVolume;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features => _index.Features;

    /// <inheritdoc/>
    public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities)
    {
        var dimensions = Features.Count;
        var count = this.RowCount(rows, logDensities.Length);
        using var lists = new NeighbourLists(_index.Neighbours);
        for (var start = 0; start < count; start += NeighbourLists.Capacity)
        {
            var chunk = Math.Min(NeighbourLists.Capacity, count - start);
            _index.Find(rows.Slice(start * dimensions, chunk * dimensions), lists);
            for (var i = 0; i < chunk; i++)
            {
                var logRadius = Math.Log(lists.SquaredDistances(i)[^1]) / 2;
                logDensities[start + i] = (float)(Math.Log(WeightOf(lists.Rows(i))) - _logTotal - dimensions * logRadius);
            }
        }
    }

    /// <summary>The distance to the k-th nearest neighbour, in standardised units if the columns are standardised.</summary>
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        var columns = Features.Count;
        var count = this.RowCount(rows, scores.Length);
        using var lists = new NeighbourLists(_index.Neighbours);
        for (var start = 0; start < count; start += NeighbourLists.Capacity)
        {
            var chunk = Math.Min(NeighbourLists.Capacity, count - start);
            _index.Find(rows.Slice(start * columns, chunk * columns), lists);
            for (var i = 0; i < chunk; i++)
                scores[start + i] = MathF.Sqrt(lists.SquaredDistances(i)[^1]);
        }
    }

    private double WeightOf(ReadOnlySpan<int> neighbours)
    {
        var sum = 0.0;
        foreach (var neighbour in neighbours)
            sum += _weights[neighbour];
        return sum;
    }

    // V(d) = V(d - 2) · 2π / d, from V(0) = 1 and V(1) = 2.
    private static double LogUnitBall(int dimensions)
    {
        var log = dimensions % 2 == 0 ? 0 : Math.Log(2);
        for (var d = dimensions; d >= 2; d -= 2)
            log += Math.Log(2 * Math.PI / d);
        return log;
    }
}
