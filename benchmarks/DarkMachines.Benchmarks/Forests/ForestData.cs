namespace DarkMachines.Benchmarks.Forests;

/// <summary>
/// Two classes that no plane divides: eight clusters each in 12 of 28 columns, the other columns noise, and one label
/// in fifty wrong.
/// </summary>
internal sealed record ForestData(float[] Values, int[] Labels)
{
    public const int Columns = 28;
    private const int Informative = 12;
    private const int Clusters = 16;

    public static ForestData Draw(int rows, ulong stream)
    {
        RandomStream centres = new(5), random = new(1, stream);
        var centre = Enumerable.Range(0, Clusters * Informative).Select(_ => (float)centres.Normal()).ToArray();
        var (values, labels) = (new float[rows * Columns], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            var cluster = random.Below(Clusters);
            for (var column = 0; column < Columns; column++)
                values[row * Columns + column] = (float)random.Normal() + (column < Informative ? centre[cluster * Informative + column] : 0);
            labels[row] = (cluster % 2) ^ (random.Uniform() < 0.02 ? 1 : 0);
        }

        return new ForestData(values, labels);
    }

    public FeatureTable Table() => new([.. Enumerable.Range(0, Columns).Select(i => new Feature($"x{i}"))], Values);

    public ClassLabels ClassLabels() => new(["background", "signal"], Labels);

    /// <summary>The area under the curve of the second class's probability: the mean rank of its rows, ties sharing theirs.</summary>
    public double AreaUnderCurve(float[] probabilities)
    {
        var groups = Labels.Select((label, row) => (Label: label, Score: probabilities[2 * row + 1])).GroupBy(r => r.Score).OrderBy(g => g.Key);
        double below = 0, ranks = 0, ones = 0;
        foreach (var group in groups)
        {
            var signals = group.Count(r => r.Label == 1);
            ranks += signals * (below + group.Count() / 2.0);
            below += group.Count();
            ones += signals;
        }

        return (ranks - ones * ones / 2) / (ones * (Labels.Length - ones));
    }
}
