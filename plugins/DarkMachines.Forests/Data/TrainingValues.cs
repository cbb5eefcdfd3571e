namespace DarkMachines.Forests.Data;

/// <summary>What a surrogate's fit begins with.</summary>
internal static class TrainingValues
{
    /// <summary>Checks points and values, and returns the numbers of the points of weight above zero.</summary>
    /// <exception cref="ArgumentException">There are not as many values as points.</exception>
    /// <exception cref="UnusableDataException">No point counts, or a number is not usable.</exception>
    public static int[] Check(FeatureTable parameters, FeatureTable values)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(values);
        if (values.RowCount != parameters.RowCount)
            throw new ArgumentException($"There are {values.RowCount} rows of values for {parameters.RowCount} points.", nameof(values));
        var used = TrainingRows.Check(parameters).ThatCount();
        TrainingRows.Check(values);
        return used;
    }

    /// <summary>The range of each column over the rows used.</summary>
    public static ValidRange[] Ranges(FeatureTable table, int[] used)
    {
        var ranges = new ValidRange[table.ColumnCount];
        for (var column = 0; column < ranges.Length; column++)
        {
            float low = float.PositiveInfinity, high = float.NegativeInfinity;
            foreach (var row in used)
            {
                var value = table.Values[row * table.ColumnCount + column];
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            ranges[column] = new ValidRange(low, high);
        }

        return ranges;
    }
}
