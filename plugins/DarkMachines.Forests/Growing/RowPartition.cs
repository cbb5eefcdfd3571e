using System.Numerics;

namespace DarkMachines.Forests.Growing;

/// <summary>Divides the rows of a node.</summary>
internal static class RowPartition
{
    /// <summary>Puts the rows that go left before the others, each in order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="right">Room for as many.</param>
    /// <param name="values">A value, or bin, of each row of the training set.</param>
    /// <param name="highest">The highest that goes left.</param>
    /// <returns>How many go left.</returns>
    public static int Divide<T>(Span<NodeRow> rows, Span<NodeRow> right, ReadOnlySpan<T> values, T highest)
        where T : struct, IComparisonOperators<T, T, bool>
    {
        // Every row is written to both sides and only one side moves on: no branch to mispredict.
        int lefts = 0, rights = 0;
        foreach (var row in rows)
        {
            var isLeft = values[row.Row] <= highest ? 1 : 0;
            rows[lefts] = row;
            right[rights] = row;
            lefts += isLeft;
            rights += 1 - isLeft;
        }

        right[..rights].CopyTo(rows[lefts..]);
        return lefts;
    }
}
