using System.Runtime.Intrinsics;

namespace DarkMachines.Forests;

/// <summary>For each bin of a column the sums over its rows: of second derivatives, and of minus the first ones.</summary>
internal static class BinSums
{
    /// <summary>Columns added up at a time: their additions do not wait for each other, and the rows are read once for all.</summary>
    public const int Columns = 4;

    /// <summary>Adds up rows by the bins of several columns.</summary>
    /// <param name="sums">For each column <see cref="Column.MaxBins"/> sums, one column after the other.</param>
    /// <param name="columns">The columns, up to <see cref="Columns"/>.</param>
    /// <param name="rows">The rows, with their derivatives.</param>
    public static void AddUp(Span<Vector128<double>> sums, ReadOnlySpan<Column> columns, ReadOnlySpan<NodeRow> rows)
    {
        sums.Clear();
        if (columns.Length == Columns)
        {
            Four(sums, columns[0].Bins, columns[1].Bins, columns[2].Bins, columns[3].Bins, rows);
            return;
        }

        for (var column = 0; column < columns.Length; column++)
            One(sums.Slice(column * Column.MaxBins, Column.MaxBins), columns[column].Bins, rows);
    }

    /// <summary>Adds up rows by the bins of one column.</summary>
    public static void One(Span<Vector128<double>> sums, ReadOnlySpan<byte> bins, ReadOnlySpan<NodeRow> rows)
    {
        foreach (ref readonly var row in rows)
            sums[bins[row.Row]] += Vector128.Create(row.Weight, row.Target);
    }

    private static void Four(
        Span<Vector128<double>> sums, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth, ReadOnlySpan<NodeRow> rows)
    {
        var (a, b, c, d) = (0, Column.MaxBins, 2 * Column.MaxBins, 3 * Column.MaxBins);
        foreach (ref readonly var row in rows)
        {
            var derivatives = Vector128.Create(row.Weight, row.Target);
            sums[a + first[row.Row]] += derivatives;
            sums[b + second[row.Row]] += derivatives;
            sums[c + third[row.Row]] += derivatives;
            sums[d + fourth[row.Row]] += derivatives;
        }
    }

    /// <summary>Takes the sums of some rows from those of these and others.</summary>
    /// <param name="whole">The sums of all; those of the others are left.</param>
    /// <param name="part">The sums to take away.</param>
    public static void Subtract(Span<Vector128<double>> whole, ReadOnlySpan<Vector128<double>> part)
    {
        for (var bin = 0; bin < whole.Length; bin++)
            whole[bin] -= part[bin];
    }
}
