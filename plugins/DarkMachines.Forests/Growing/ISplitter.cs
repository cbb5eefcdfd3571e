namespace DarkMachines.Forests.Growing;

/// <summary>Finds how to split a node by one column.</summary>
internal interface ISplitter
{
    /// <summary>A split that leaves enough rows on both sides; null if there is none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The node's rows, at least two.</param>
    /// <param name="total">Sum of their weights, then of each weighted target.</param>
    Split? Find(int column, ReadOnlySpan<NodeRow> rows, ReadOnlySpan<double> total);
}
