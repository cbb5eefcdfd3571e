namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>A table whose labels are known, as candidates and oracle in one: a point is known by its row.</summary>
/// <param name="pool">The points.</param>
/// <param name="labels">Their classes.</param>
public sealed class LabelledPool(FeatureTable pool, ClassLabels labels) : IOracle, ICandidates
{
    private readonly List<int> _left = [.. Enumerable.Range(0, pool.RowCount)];
    private int[] _drawn = [];
    private int[] _taken = [];

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Parameters => pool.Features;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => labels.Classes;

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
        _taken = [.. taken.Select(place => _drawn[place])];
        var gone = _taken.ToHashSet();
        _left.RemoveAll(gone.Contains);
    }

    /// <inheritdoc/>
    public void Ask(ReadOnlyMemory<float> points, Span<OracleAnswer> answers, FitContext context)
    {
        for (var i = 0; i < answers.Length; i++)
            answers[i] = new OracleAnswer(labels.Indices[_taken[i]]);
    }
}
