namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>Where the points come from that an oracle may be asked about.</summary>
public interface ICandidates
{
    /// <summary>Draws points.</summary>
    /// <param name="count">How many are wanted.</param>
    /// <param name="random">Draws them.</param>
    /// <returns>Row-major; fewer than wanted where there are no more.</returns>
    float[] Draw(int count, RandomStream random);

    /// <summary>Is told which of the points drawn last were taken; the others may be drawn again.</summary>
    /// <param name="taken">Their places among those drawn.</param>
    void Take(IReadOnlyList<int> taken);
}

/// <summary>Points spread uniformly over a box, without end.</summary>
/// <param name="box">The range of each parameter.</param>
public sealed class BoxCandidates(IReadOnlyList<ValidRange> box) : ICandidates
{
    /// <inheritdoc/>
    public float[] Draw(int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var points = new float[count * box.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var (low, high) = box[i % box.Count];
            points[i] = (float)(low + random.Uniform() * ((double)high - low));
        }

        return points;
    }

    /// <inheritdoc/>
    public void Take(IReadOnlyList<int> taken)
    {
    }
}

/// <summary>The rows of a table, each of which is taken once.</summary>
/// <param name="pool">The table.</param>
public sealed class PoolCandidates(FeatureTable pool) : ICandidates
{
    private readonly List<int> _left = [.. Enumerable.Range(0, pool.RowCount)];
    private int[] _drawn = [];

    /// <inheritdoc/>
    public float[] Draw(int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var order = _left.ToArray();
        random.Shuffle<int>(order);
        _drawn = order[..Math.Min(count, order.Length)];
        return pool.SelectRows(_drawn).Values.ToArray();
    }

    /// <inheritdoc/>
    public void Take(IReadOnlyList<int> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        var gone = taken.Select(place => _drawn[place]).ToHashSet();
        _left.RemoveAll(gone.Contains);
    }
}
