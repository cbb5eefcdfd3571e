namespace DarkMachines.Benchmarks.Neighbours;

/// <summary>Points and queries of a normal distribution.</summary>
internal sealed class NeighbourData
{
    private readonly Lazy<float[]> _points;
    private readonly Lazy<float[]> _queries;

    public NeighbourData(string name, int columns, int points, int queries)
    {
        Name = name;
        Columns = columns;
        _points = new(() => Draw(points * columns, 1));
        _queries = new(() => Draw(queries * columns, 2));
    }

    public string Name { get; }

    public int Columns { get; }

    public float[] Queries => _queries.Value;

    public FeatureTable Table => new([.. Enumerable.Range(0, Columns).Select(i => new Feature($"x{i}"))], _points.Value);

    /// <summary>Both, as a peer finds them.</summary>
    public IEnumerable<KeyValuePair<string, float[]>> Arrays => [new($"points-{Name}", _points.Value), new($"queries-{Name}", Queries)];

    private static float[] Draw(int count, ulong stream)
    {
        var random = new RandomStream(1, stream);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Normal())];
    }
}
