namespace DarkMachines.Forests.Data;

/// <summary>
/// What trees are grown on: columns, weights, and for each row one or more targets. A class is told by targets of zero
/// and one, one a class, for the Gini impurity is the variance of these; of two classes one target is enough.
/// </summary>
internal sealed class TrainingSet
{
    private TrainingSet(Column[] columns, float[] weights, double[] targets, double[] offsets)
    {
        Columns = columns;
        Weights = weights;
        Targets = targets;
        Offsets = offsets;
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => Weights.Length;

    /// <summary>The columns.</summary>
    public Column[] Columns { get; }

    /// <summary>Weight of each row, above zero.</summary>
    public float[] Weights { get; }

    /// <summary>The targets, row-major, less their offsets.</summary>
    public double[] Targets { get; }

    /// <summary>What to add to each target: squares of numbers far from zero would lose digits.</summary>
    public double[] Offsets { get; }

    /// <summary>Targets a row.</summary>
    public int TargetCount => Offsets.Length;

    /// <summary>Takes the rows named with their classes.</summary>
    public static TrainingSet OfClasses(FeatureTable table, int[] used, ClassLabels labels, FitContext context)
    {
        var width = labels.Classes.Count == 2 ? 1 : labels.Classes.Count;
        var targets = new double[checked(used.Length * width)];
        for (var i = 0; i < used.Length; i++)
        {
            var label = labels.Indices[used[i]];
            if (width > 1)
                targets[i * width + label] = 1;
            else
                targets[i] = label;
        }

        return Build(table, used, targets, new double[width], context);
    }

    /// <summary>Takes the rows named with their values.</summary>
    public static TrainingSet OfValues(FeatureTable table, int[] used, FeatureTable values, FitContext context)
    {
        var width = values.ColumnCount;
        var offsets = new double[width];
        foreach (var row in used)
        {
            for (var k = 0; k < width; k++)
                offsets[k] += values.Row(row)[k] / (double)used.Length;
        }

        var targets = new double[checked(used.Length * width)];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = values.Values[used[i / width] * width + i % width] - offsets[i % width];
        return Build(table, used, targets, offsets, context);
    }

    private static TrainingSet Build(FeatureTable table, int[] used, double[] targets, double[] offsets, FitContext context)
    {
        var columns = new Column[table.ColumnCount];
        context.ForEach(columns.Length, column => columns[column] = Column.Build(table, column, used));
        var weights = new float[used.Length];
        for (var i = 0; i < used.Length; i++)
            weights[i] = table.IsWeighted ? table.Weights[used[i]] : 1;
        return new TrainingSet(columns, weights, targets, offsets);
    }
}
