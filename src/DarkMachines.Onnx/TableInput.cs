using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>How the rows of a table go into a graph: as one matrix, as one input a column, or row by row.</summary>
/// <param name="Parts">The graph's inputs.</param>
/// <param name="HasRowAxis">False if the graph takes a single row, without an axis for rows.</param>
/// <param name="FixedBatch">The number of rows that every run must have; null for any number.</param>
/// <param name="Columns">The columns of a row.</param>
/// <param name="HasFeatureNames">True if the columns' names are the author's; false if they are numbered here.</param>
internal sealed record TableInput(
    IReadOnlyList<InputPart> Parts, bool HasRowAxis, int? FixedBatch, IReadOnlyList<ModelInput> Columns, bool HasFeatureNames)
{
    /// <summary>The columns, as a model states them.</summary>
    public IReadOnlyList<Feature> Features { get; } = [.. Columns.Select(column => column.Feature)];

    /// <summary>Rows that a number of rows is run in; what is over is filled up.</summary>
    /// <remarks>
    /// ONNX Runtime multiplies a single row by another kernel, whose last bits differ from those of the same row in a
    /// batch: so no run has fewer than two.
    /// </remarks>
    public int BatchFor(int rows) => FixedBatch ?? Math.Max(rows, 2);

    /// <summary>What an importer says of it.</summary>
    public IEnumerable<OnnxFinding> Findings()
    {
        if (!HasFeatureNames)
            yield return new("unnamed-columns", FindingSeverity.Information, $"The file does not name its {Features.Count} columns: they are matched by position.", "Name them as inputs in a model card.");
        if (Parts.Count > 1)
            yield return new("many-inputs", FindingSeverity.Information, $"The graph has {Parts.Count} inputs: each takes its columns from the row, by name where the table has names.", "Nothing needs to be done.");
        if (!HasRowAxis)
            yield return new("no-batch-axis", FindingSeverity.Warning, "The graph takes a single row and has no axis for rows: rows are scored one at a time.", "Export it with an axis for rows, such as torch.onnx.export(model, rows, path, dynamic_axes={'x': {0: 'rows'}}), to score faster.");
        else if (FixedBatch is { } batch)
            yield return new("fixed-batch", FindingSeverity.Information, $"The graph takes exactly {batch} rows a run: rows are scored {batch} at a time, the last run filled up with copies of its last row.", "Export it with an open number of rows, such as torch.onnx.export(model, rows, path, dynamic_axes={'x': {0: 'rows'}}), to score faster.");
        if (Parts.Any(part => part.ElementType == DataType.Double))
            yield return new("float64-input", FindingSeverity.Information, "The graph reads float64: rows, which are float32, are converted.", "Nothing needs to be done.");
        if (Parts.FirstOrDefault(part => part.ElementType is DataType.Int32 or DataType.Int64) is { } whole)
            yield return new("integer-input", FindingSeverity.Warning, $"The graph reads whole numbers in '{whole.Name}': each value is cut to a whole number.", "Give it whole numbers, or export it with float32 inputs.");
    }

    /// <summary>The columns of a table that the model reads, in its order: by name, or by position if they have none.</summary>
    /// <exception cref="UserInputException">The table lacks columns, or has another number of them.</exception>
    public FeatureTable Select(FeatureTable table)
    {
        if (!HasFeatureNames)
        {
            return table.ColumnCount == Features.Count
                ? table
                : throw new UserInputException("wrong-columns", $"The model reads {Features.Count} columns by position; the table has {table.ColumnCount}.", "Give it a table of those columns alone.");
        }

        var names = Features.Select(f => f.Name).ToArray();
        var there = table.Features.Select(f => f.Name).ToArray();
        if (names.SequenceEqual(there, StringComparer.Ordinal))
            return table;
        var missing = names.Except(there, StringComparer.Ordinal).ToArray();
        return missing.Length == 0
            ? table.SelectColumns(names)
            : throw new UserInputException("wrong-columns", $"The model reads {names.Length} columns by name; of these the table with {there.Length} lacks {string.Join(", ", missing)}.", "Add or rename the columns.");
    }
}
