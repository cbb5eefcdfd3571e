namespace DarkMachines.Linear;

/// <summary>Weighted mean and variance of each column over a group of rows.</summary>
/// <param name="Means">One mean a column.</param>
/// <param name="Variances">One variance a column, divided by the group's weight; exactly zero for a column whose rows all agree.</param>
internal sealed record ColumnMoments(double[] Means, double[] Variances)
{
    /// <summary>Moments over all rows.</summary>
    public static ColumnMoments Of(TrainingRows rows, FitContext context) =>
        ByGroup(rows, [rows.TotalWeight], _ => 0, context)[0];

    /// <summary>Moments of each group; those of a group without weight are zero.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="groupWeights">Sum of each group's weights.</param>
    /// <param name="groupOf">The group of each row.</param>
    /// <param name="context">Threads and cancellation.</param>
    public static ColumnMoments[] ByGroup(TrainingRows rows, double[] groupWeights, Func<int, int> groupOf, FitContext context)
    {
        int columns = rows.ColumnCount, groups = groupWeights.Length;

        // Distances from a row that counts, not from zero: a large common offset costs no digits, and the variance of
        // a column that never changes comes out as zero exactly.
        var origin = FirstRowThatCounts(rows);
        var offsets = RowSum.Over(rows.Count, groups * columns, context, (start, end, sum) =>
        {
            for (var i = start; i < end; i++)
            {
                var row = rows.Table.Row(i);
                var weight = rows.Weight(i);
                var first = groupOf(i) * columns;
                for (var j = 0; j < columns; j++)
                    sum[first + j] += weight * (row[j] - origin[j]);
            }
        });
        var means = new double[groups * columns];
        for (var i = 0; i < means.Length; i++)
            means[i] = origin[i % columns] + ShareOf(groupWeights[i / columns], offsets[i]);

        var squares = RowSum.Over(rows.Count, groups * columns, context, (start, end, sum) =>
        {
            for (var i = start; i < end; i++)
            {
                var row = rows.Table.Row(i);
                var weight = rows.Weight(i);
                var first = groupOf(i) * columns;
                for (var j = 0; j < columns; j++)
                {
                    var difference = row[j] - means[first + j];
                    sum[first + j] += weight * difference * difference;
                }
            }
        });

        return [.. groupWeights.Select((weight, group) => new ColumnMoments(
            means[(group * columns)..((group + 1) * columns)],
            [.. squares.Skip(group * columns).Take(columns).Select(sum => ShareOf(weight, sum))]))];

        static double ShareOf(double weight, double sum) => weight > 0 ? sum / weight : 0;
    }

    private static double[] FirstRowThatCounts(TrainingRows rows)
    {
        var row = 0;
        while (rows.Weight(row) == 0)
            row++;
        return [.. rows.Table.Row(row).ToArray().Select(value => (double)value)];
    }
}
