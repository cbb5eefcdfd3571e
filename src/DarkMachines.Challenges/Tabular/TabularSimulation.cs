namespace DarkMachines.Challenges.Tabular;

/// <summary>
/// Four small sets, one for each kind of anomaly that ADBench injects (Han et al., NeurIPS Datasets and Benchmarks 2022,
/// section 3.2). Normal rows come from three correlated Gaussian clusters in six columns; one row in twenty is anomalous:
/// <list type="bullet">
/// <item><c>sim-local</c>: from the same clusters, with five times their covariance;</item>
/// <item><c>sim-global</c>: uniform over a box 1.1 times the range of the normal rows;</item>
/// <item><c>sim-cluster</c>: from one more, narrow cluster outside the others;</item>
/// <item><c>sim-dependency</c>: each column drawn from another normal row, so that columns agree one by one but not together.</item>
/// </list>
/// </summary>
internal static class TabularSimulation
{
    private const int Rows = 1000;
    private const int Anomalies = 50;
    private const int Columns = 6;
    private const int Clusters = 3;
    private const double Separation = 4;
    private const double LocalScale = 2.23606797749979; // √5
    private const double BoxScale = 1.1;

    private delegate void DrawAnomaly(RandomStream random, Normal normal, Span<float> row);

    private static readonly (string Name, DrawAnomaly Draw)[] Kinds =
    [
        ("sim-cluster", DrawCluster), ("sim-dependency", DrawDependency), ("sim-global", DrawGlobal), ("sim-local", DrawLocal),
    ];

    /// <summary>Draws the four sets.</summary>
    /// <param name="seed">Seed.</param>
    public static IReadOnlyList<TabularSet> Draw(ulong seed) => [.. Kinds.Select((kind, i) => DrawSet(kind.Name, kind.Draw, new RandomStream(seed, (ulong)i)))];

    private static TabularSet DrawSet(string name, DrawAnomaly drawAnomaly, RandomStream random)
    {
        var normal = new Normal(random);
        var values = new float[Rows * Columns];
        normal.Values.CopyTo(values, 0);
        for (var row = Rows - Anomalies; row < Rows; row++)
            drawAnomaly(random, normal, values.AsSpan(row * Columns, Columns));
        bool[] isAnomaly = [.. Enumerable.Range(0, Rows).Select(row => row >= Rows - Anomalies)];
        return new TabularSet(name, new FeatureTable([.. Enumerable.Range(0, Columns).Select(c => new Feature(FormattableString.Invariant($"x{c}")))], values), isAnomaly);
    }

    private static void DrawLocal(RandomStream random, Normal normal, Span<float> row) => normal.Draw(random, LocalScale, row);

    private static void DrawGlobal(RandomStream random, Normal normal, Span<float> row)
    {
        for (var c = 0; c < Columns; c++)
        {
            var (low, high) = normal.Range(c);
            row[c] = (float)((low + high) / 2 + BoxScale * (high - low) * (random.Uniform() - 0.5));
        }
    }

    private static void DrawCluster(RandomStream random, Normal normal, Span<float> row)
    {
        for (var c = 0; c < Columns; c++)
            row[c] = (float)(normal.Range(c).High + 0.3 * random.Normal());
    }

    private static void DrawDependency(RandomStream random, Normal normal, Span<float> row)
    {
        for (var c = 0; c < Columns; c++)
            row[c] = normal.Values[random.Below(Rows - Anomalies) * Columns + c];
    }

    /// <summary>Normal rows: each cluster has a centre and a square root of its covariance.</summary>
    private sealed class Normal
    {
        private readonly double[] _centres = new double[Clusters * Columns];
        private readonly double[] _roots = new double[Clusters * Columns * Columns];

        public Normal(RandomStream random)
        {
            foreach (ref var centre in _centres.AsSpan())
                centre = Separation * (random.Uniform() - 0.5) * 2;
            foreach (ref var entry in _roots.AsSpan())
                entry = random.Normal() / Math.Sqrt(Columns);
            for (var row = 0; row < Rows - Anomalies; row++)
                Draw(random, 1, Values.AsSpan(row * Columns, Columns));
        }

        public float[] Values { get; } = new float[(Rows - Anomalies) * Columns];

        public void Draw(RandomStream random, double scale, Span<float> row)
        {
            var cluster = random.Below(Clusters);
            Span<double> standard = stackalloc double[Columns];
            foreach (ref var value in standard)
                value = scale * random.Normal();
            for (var c = 0; c < Columns; c++)
            {
                var sum = _centres[cluster * Columns + c];
                for (var k = 0; k < Columns; k++)
                    sum += _roots[(cluster * Columns + c) * Columns + k] * standard[k];
                row[c] = (float)sum;
            }
        }

        public (float Low, float High) Range(int column)
        {
            float low = float.MaxValue, high = float.MinValue;
            for (var i = column; i < Values.Length; i += Columns)
                (low, high) = (Math.Min(low, Values[i]), Math.Max(high, Values[i]));
            return (low, high);
        }
    }
}
