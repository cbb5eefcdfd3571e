namespace DarkMachines.Onnx.Trees;

/// <summary>
/// Whole numbers in the order of the values they stand for, because whole numbers are compared in half the time. They lie in
/// groups of <see cref="NodeWalk.Lanes"/> rows, column after column: a column's keys of all rows of a group are one vector.
/// Before the first column comes what leaves ask about, the greatest key for every row.
/// </summary>
internal static class RowKeys
{
    /// <summary>The key of a value: zero has one only, whatever its sign, and NaN the greatest of all.</summary>
    /// <param name="value">The value.</param>
    public static int Of(float value) => float.IsNaN(value) ? int.MaxValue : Swapped(BitConverter.SingleToInt32Bits(value + 0f));

    /// <summary>The value of a key.</summary>
    /// <param name="key">What <see cref="Of"/> gave for a number.</param>
    public static float ValueOf(int key) => BitConverter.Int32BitsToSingle(Swapped(key));

    /// <summary>Number of keys of a group.</summary>
    /// <param name="columns">Number of columns.</param>
    public static int GroupLength(int columns) => (columns + 1) * NodeWalk.Lanes;

    /// <summary>The keys of rows; in the last group those of rows that are missing are left as they are.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="keys">Room for whole groups.</param>
    public static void Write(ReadOnlySpan<float> rows, int columns, Span<int> keys)
    {
        const int lanes = NodeWalk.Lanes;
        for (var row = 0; row * columns < rows.Length; row++)
        {
            var group = keys.Slice(row / lanes * GroupLength(columns), GroupLength(columns));
            group[..lanes].Fill(int.MaxValue);
            var values = rows.Slice(row * columns, columns);
            for (var column = 0; column < values.Length; column++)
                group[(column + 1) * lanes + row % lanes] = Of(values[column]);
        }
    }

    /// <summary>The keys of a group whose rows are all the same.</summary>
    /// <param name="row">The row.</param>
    /// <param name="keys">Room for a group.</param>
    public static void Repeat(ReadOnlySpan<float> row, Span<int> keys)
    {
        const int lanes = NodeWalk.Lanes;
        keys[..lanes].Fill(int.MaxValue);
        for (var column = 0; column < row.Length; column++)
            keys.Slice((column + 1) * lanes, lanes).Fill(Of(row[column]));
    }

    // Among negative numbers the greater have the smaller bits; twice swapped they are as they were.
    private static int Swapped(int bits) => bits ^ ((bits >> 31) & int.MaxValue);
}
