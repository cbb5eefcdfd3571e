namespace DarkMachines.Neural;

/// <summary>The ranges of columns.</summary>
internal static class Ranges
{
    /// <summary>Least and greatest value of each column.</summary>
    public static IReadOnlyList<ValidRange> Of(FeatureTable table)
    {
        var ranges = table.Row(0).ToArray().Select(value => new ValidRange(value, value)).ToArray();
        for (var row = 1; row < table.RowCount; row++)
        {
            var values = table.Row(row);
            for (var column = 0; column < values.Length; column++)
                ranges[column] = new ValidRange(Math.Min(ranges[column].Low, values[column]), Math.Max(ranges[column].High, values[column]));
        }

        return Array.AsReadOnly(ranges);
    }
}
