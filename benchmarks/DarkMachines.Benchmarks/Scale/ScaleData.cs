namespace DarkMachines.Benchmarks.Scale;

/// <summary>Rows of two classes, whose means differ in a third of the columns, and a value that depends on them.</summary>
/// <param name="Values">Row-major rows.</param>
/// <param name="Labels">The class of each.</param>
/// <param name="Targets">The value of each.</param>
internal sealed record ScaleData(float[] Values, int[] Labels, float[] Targets)
{
    public const int Columns = 30;

    public static ScaleData Draw(int rows, ulong stream)
    {
        var random = new RandomStream(1, stream);
        var data = new ScaleData(new float[rows * Columns], new int[rows], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            var own = data.Values.AsSpan(row * Columns, Columns);
            data.Labels[row] = row % 2;
            for (var column = 0; column < Columns; column++)
                own[column] = (float)random.Normal() + (column % 3 == 0 ? 0.5f * data.Labels[row] : 0);
            data.Targets[row] = own[0] + own[1] * own[2] + (float)(0.1 * random.Normal());
        }

        return data;
    }

    public FeatureTable Table() => new([.. Enumerable.Range(0, Columns).Select(i => new Feature($"x{i}"))], Values);

    public ClassLabels Classes() => new(["background", "signal"], Labels);

    public FeatureTable Answers() => new([new Feature("y")], Targets);
}
