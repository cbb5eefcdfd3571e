namespace DarkMachines.Neural;

/// <summary>The values that a surrogate learns, at the rows that count, moved to mean zero and spread one.</summary>
internal sealed class Targets
{
    private Targets(FeatureTable table, ColumnScaling scaling) => (Table, Scaling, Values) = (table, scaling, scaling.Apply(table));

    /// <summary>The values.</summary>
    public FeatureTable Table { get; }

    /// <summary>How they were moved.</summary>
    public ColumnScaling Scaling { get; }

    /// <summary>The values moved, row-major.</summary>
    public float[] Values { get; }

    public int Columns => Table.ColumnCount;

    /// <summary>Checks values against their points.</summary>
    /// <exception cref="ArgumentException">There are not as many rows of values as points.</exception>
    /// <exception cref="UnusableDataException">A value is not finite.</exception>
    public static Targets Of(FeatureTable values, FeatureTable points, Examples examples)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.RowCount != points.RowCount)
            throw new ArgumentException($"There are {values.RowCount} rows of values for {points.RowCount} points.", nameof(values));
        TrainingRows.Check(new FeatureTable(values.Features, values.Values.ToArray()));
        var table = values.SelectRows(examples.Rows);
        var weighted = examples.Table;
        return new Targets(table, ColumnScaling.Of(table, row => weighted.IsWeighted ? weighted.Weights[row] : 1));
    }
}
