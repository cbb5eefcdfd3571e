using System.Globalization;

namespace DarkMachines.Neural;

/// <summary>Finds the shape of rows.</summary>
internal static class RowShapes
{
    /// <summary>The shape that an option names, or that of the table.</summary>
    /// <exception cref="UnusableDataException">What is named is no shape of a row of this table.</exception>
    public static int[] Of(FeatureTable table, string option)
    {
        if (option.Length == 0)
            return [.. table.RowShape];
        int[] lengths = [.. option.Split('x').Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0)];
        return lengths.Aggregate(1L, (product, length) => product * length) == table.ColumnCount
            ? lengths
            : throw new UnusableDataException($"A row of {table.ColumnCount} columns has not the shape '{option}'.", "Name lengths whose product is the number of columns, such as 3x32x32.");
    }

    /// <summary>Objects or steps and the values of each; in a plain row every column is one.</summary>
    /// <exception cref="UnusableDataException">Rows have more than two axes.</exception>
    public static (int Objects, int Values) Sequence(FeatureTable table, string option) => Of(table, option) switch
    {
        [var columns] => (columns, 1),
        [var objects, var values] => (objects, values),
        var shape => throw new UnusableDataException($"Rows of shape {string.Join('x', shape)} are neither sequences nor sets: those have two axes.", "Name a shape of two lengths, such as 20x4."),
    };

    /// <summary>Channels and extents; an image of two axes has one channel, and so has a plain row, of one extent.</summary>
    public static int[] Image(FeatureTable table, string option) => Of(table, option) is { Length: > 2 } shape ? shape : [1, .. Of(table, option)];
}
