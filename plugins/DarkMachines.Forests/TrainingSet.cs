namespace DarkMachines.Forests;

/// <summary>The training rows as every tree needs them: each column sorted once.</summary>
internal sealed class TrainingSet
{
    private readonly float[][] _values;
    private readonly int[][] _rows;

    private TrainingSet(float[][] values, int[][] rows, int[] classes, double[] weights, int classCount)
    {
        _values = values;
        _rows = rows;
        Classes = classes;
        Weights = weights;
        ClassCount = classCount;
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => Classes.Length;

    /// <summary>Number of columns.</summary>
    public int ColumnCount => _values.Length;

    /// <summary>Number of classes, those without rows included.</summary>
    public int ClassCount { get; }

    /// <summary>Class of each row.</summary>
    public int[] Classes { get; }

    /// <summary>Weight of each row, above zero.</summary>
    public double[] Weights { get; }

    /// <summary>Takes the rows named, and sorts their columns.</summary>
    public static TrainingSet Build(FeatureTable table, int[] used, ClassLabels labels, FitContext context)
    {
        var values = new float[table.ColumnCount][];
        var rows = new int[table.ColumnCount][];
        context.ForEach(table.ColumnCount, column =>
        {
            values[column] = [.. used.Select(row => table.Row(row)[column])];
            rows[column] = [.. Enumerable.Range(0, used.Length)];
            Array.Sort(values[column], rows[column]);
        });
        var weights = used.Select(row => table.IsWeighted ? table.Weights[row] : 1.0);
        return new TrainingSet(values, rows, labels.Select(used).Indices.ToArray(), [.. weights], labels.Classes.Count);
    }

    /// <summary>A column's values, ascending.</summary>
    public ReadOnlySpan<float> SortedValues(int column) => _values[column];

    /// <summary>The row of each of a column's sorted values.</summary>
    public ReadOnlySpan<int> SortedRows(int column) => _rows[column];
}
