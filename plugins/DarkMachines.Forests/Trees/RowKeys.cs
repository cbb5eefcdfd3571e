namespace DarkMachines.Forests.Trees;

/// <summary>
/// Whole numbers in the order of the values they stand for, because whole numbers are compared in half the time. They lie in
/// groups of <see cref="CompleteWalk.Lanes"/> rows, column after column: a column's keys of all rows of a group are one vector.
/// </summary>
internal static class RowKeys
{
    /// <summary>The key of a value: zero has one only, whatever its sign, and NaN the greatest of all.</summary>
    /// <param name="value">The value.</param>
    public static int Of(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        return float.IsNaN(value) ? int.MaxValue : bits ^ ((bits >> 31) & int.MaxValue);
    }

    /// <summary>The keys of rows; those of rows missing from the last group are left as they are.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="keys">Room for whole groups.</param>
    public static void Write(ReadOnlySpan<float> rows, int columns, Span<int> keys)
    {
        for (var row = 0; row * columns < rows.Length; row++)
        {
            var group = keys.Slice(row / CompleteWalk.Lanes * CompleteWalk.Lanes * columns, CompleteWalk.Lanes * columns);
            var values = rows.Slice(row * columns, columns);
            for (var column = 0; column < values.Length; column++)
                group[column * CompleteWalk.Lanes + row % CompleteWalk.Lanes] = Of(values[column]);
        }
    }
}
