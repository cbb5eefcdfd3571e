namespace DarkMachines.Linear.Tests;

/// <summary>
/// A learning problem made from a seed: labelled rows around a centre a class, and rows to ask about. Values are multiples
/// of 1/64 between −64 and 64, so that sums with whole numbers are exact in single precision.
/// </summary>
internal sealed record Problem(FeatureTable Rows, ClassLabels Labels, float[] Query)
{
    public static Problem Random(ulong seed, int rows = 40, int columns = 3, int classes = 3, bool weighted = false)
    {
        var random = new RandomStream(seed);
        var centres = Enumerable.Range(0, classes * columns).Select(_ => random.Normal()).ToArray();
        var labels = Enumerable.Range(0, rows).Select(i => i % classes).ToArray();
        var values = labels.SelectMany(k => Enumerable.Range(0, columns).Select(j => OnGrid(centres[k * columns + j] + random.Normal())));
        float[] table = [.. values];
        float[] weights = weighted ? [.. labels.Select(_ => (float)(0.1 + random.Uniform()))] : [];
        float[] query = [.. Enumerable.Range(0, 20 * columns).Select(_ => OnGrid(2 * random.Normal()))];
        return new Problem(Make.Table(table, columns, weights), Make.Labels(labels), query);
    }

    /// <summary>Two values a row, which follow its class.</summary>
    public FeatureTable Values => new(
        [new Feature("square"), new Feature("wave")],
        Labels.Indices.ToArray().SelectMany(k => new[] { k * k + 0.5f, MathF.Sin(k) }).ToArray());

    /// <summary>The same rows in another selection or order.</summary>
    public Problem Select(int[] rows) => new(Rows.SelectRows(rows), Labels.Select(rows), Query);

    /// <summary>The same with another weight for each row.</summary>
    public Problem Weighted(float[] weights) =>
        this with { Rows = new FeatureTable(Rows.Features, Rows.Values.ToArray(), weights) };

    /// <summary>The same with every value of training and query rows changed.</summary>
    public Problem Map(Func<float, int, float> changed)
    {
        var columns = Rows.ColumnCount;
        return this with
        {
            Rows = new FeatureTable(Rows.Features, Changed(Rows.Values.ToArray()), Rows.Weights.ToArray()),
            Query = Changed(Query),
        };

        float[] Changed(float[] values) => [.. values.Select((value, i) => changed(value, i % columns))];
    }

    private static float OnGrid(double value) => (float)(Math.Round(Math.Clamp(value, -64, 64) * 64) / 64);
}
