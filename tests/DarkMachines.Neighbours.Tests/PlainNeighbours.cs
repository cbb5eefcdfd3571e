namespace DarkMachines.Neighbours.Tests;

/// <summary>The plain reference: sort all training rows by distance (squared if Euclidean), then by row number.</summary>
internal static class PlainNeighbours
{
    public static (int Row, float Distance)[] Find(FeatureTable rows, ReadOnlySpan<float> query, int neighbours, bool manhattan = false)
    {
        var found = new (int Row, float Distance)[rows.RowCount];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var sum = 0f;
            for (var column = 0; column < rows.ColumnCount; column++)
            {
                var difference = query[column] - rows.Row(row)[column];
                sum += manhattan ? Math.Abs(difference) : difference * difference;
            }

            found[row] = (row, sum);
        }

        return [.. found.OrderBy(point => point.Distance).ThenBy(point => point.Row).Take(neighbours)];
    }

    public static float[] Shares(FeatureTable rows, ClassLabels labels, ReadOnlySpan<float> query, int neighbours)
    {
        var counts = new float[labels.Classes.Count];
        foreach (var (row, _) in Find(rows, query, neighbours))
            counts[labels.Indices[row]]++;
        return [.. counts.Select(count => count / neighbours)];
    }
}
