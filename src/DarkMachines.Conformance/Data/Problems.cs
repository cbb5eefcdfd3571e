namespace DarkMachines.Conformance;

/// <summary>
/// The data of the examination: three well separated normal clusters, which are the classes of a classifier, the
/// background of an anomaly detector and the points of a surrogate alike.
/// </summary>
internal sealed class Problems(ConformanceSettings settings)
{
    private const int Queries = 40;

    /// <summary>Distance between the centres of two clusters in one column, in units of a cluster's deviation.</summary>
    private const float Separation = 6;

    // Not in alphabetical order, so that sorting them shows.
    private static readonly string[] Classes = ["signal", "background", "calibration"];

    /// <summary>Rows that anything can learn from.</summary>
    public Problem Ordinary => Draw(stream: 0, settings.Rows, settings.Columns);

    /// <summary>As ordinary as the other, but another number of columns and other rows.</summary>
    public Problem Another => Draw(stream: 1, settings.Rows, settings.Columns + 1);

    /// <summary>Twenty times the rows: enough that most fits take a while.</summary>
    public Problem Large => Draw(stream: 2, 20 * settings.Rows, settings.Columns);

    /// <summary>Rows in random directions, far from all clusters.</summary>
    public float[] FarAway()
    {
        var random = new RandomStream(settings.Seed, 3);
        var rows = new float[Queries * settings.Columns];
        for (var start = 0; start < rows.Length; start += settings.Columns)
        {
            var direction = Enumerable.Range(0, settings.Columns).Select(_ => random.Normal()).ToArray();
            var length = Math.Sqrt(direction.Sum(x => x * x));
            for (var column = 0; column < settings.Columns; column++)
                rows[start + column] = (float)(Separation * (1 + 100 * direction[column] / length));
        }

        return rows;
    }

    private Problem Draw(ulong stream, int rows, int columns)
    {
        var random = new RandomStream(settings.Seed, stream);
        var labels = Enumerable.Range(0, rows).Select(row => row % Classes.Length).ToArray();
        var values = Clusters(random, labels, columns);
        var queries = Clusters(random, Enumerable.Range(0, Queries).Select(row => row % Classes.Length).ToArray(), columns);
        var features = Enumerable.Range(0, columns).Select(j => new Feature($"x{j}", "GeV", $"Quantity {j}.")).ToArray();
        return new Problem(new FeatureTable(features, values), new ClassLabels(Classes, labels), Answers(values, columns), queries);
    }

    private static float[] Clusters(RandomStream random, int[] labels, int columns)
    {
        var values = new float[labels.Length * columns];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = Math.DivRem(i, columns);
            values[i] = Separation * ((labels[row] + column) % Classes.Length) + (float)random.Normal();
        }

        return values;
    }

    private static FeatureTable Answers(float[] parameters, int columns)
    {
        var answers = parameters.Chunk(columns).SelectMany(row => new[] { row.Sum(), MathF.Sin(row[0]) }).ToArray();
        return new FeatureTable([new Feature("sum", "GeV", "Sum of the parameters."), new Feature("wave")], answers);
    }
}
