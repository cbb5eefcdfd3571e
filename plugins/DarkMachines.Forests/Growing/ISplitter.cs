namespace DarkMachines.Forests.Growing;

/// <summary>Finds how to split a node by one column.</summary>
internal interface ISplitter
{
    /// <summary>A split that leaves enough rows on both sides; null if there is none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The node's rows, at least two.</param>
    /// <param name="total">Sum of their weights, then of each weighted target.</param>
    Split? Find(int column, ReadOnlySpan<NodeRow> rows, ReadOnlySpan<double> total);

    /// <summary>The threshold of a split.</summary>
    /// <param name="split">The split.</param>
    /// <param name="lower">The greatest value of the rows that go left.</param>
    /// <param name="upper">The least value of those that go right.</param>
    float Threshold(Split split, float lower, float upper);
}
