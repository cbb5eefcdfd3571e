namespace DarkMachines.Data;

/// <summary>A table that is in memory, read as if it were not.</summary>
internal sealed class WholeTableReader(FeatureTable table) : TableReader([.. table.Features.Select(feature => feature.Name)], hasNames: false)
{
    private int _row;

    public override double Share => table.RowCount == 0 ? 1 : (double)_row / table.RowCount;

    public override int Read(ReadOnlySpan<int> columns, Span<float> rows)
    {
        var count = Math.Min(rows.Length / columns.Length, table.RowCount - _row);
        for (var i = 0; i < count; i++)
        {
            var row = table.Row(_row++);
            for (var j = 0; j < columns.Length; j++)
                rows[i * columns.Length + j] = row[columns[j]];
        }

        return count;
    }
}
