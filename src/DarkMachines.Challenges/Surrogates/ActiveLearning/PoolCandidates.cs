namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>The rows of a table, each of which is taken once.</summary>
/// <param name="pool">The table.</param>
public class PoolCandidates(FeatureTable pool) : ICandidates
{
    private readonly List<int> _left = [.. Enumerable.Range(0, pool.RowCount)];
    private int[] _drawn = [];

    /// <summary>The table.</summary>
    protected FeatureTable Pool => pool;

    /// <summary>Rows that were taken last.</summary>
    protected IReadOnlyList<int> Taken { get; private set; } = [];

    /// <inheritdoc/>
    public int Draw(int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        _drawn = [.. _left];
        random.Shuffle<int>(_drawn);
        return Math.Min(count, _drawn.Length);
    }

    /// <inheritdoc/>
    public void Copy(int first, Span<float> points)
    {
        for (var start = 0; start < points.Length; start += pool.ColumnCount)
            pool.Row(_drawn[first++]).CopyTo(points[start..]);
    }

    /// <inheritdoc/>
    public void Take(IReadOnlyList<int> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        Taken = [.. taken.Select(place => _drawn[place])];
        var gone = Taken.ToHashSet();
        _left.RemoveAll(gone.Contains);
    }
}
