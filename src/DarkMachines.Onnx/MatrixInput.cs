using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>The one input of a model that reads rows: a matrix <c>[rows, columns]</c>.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="ElementType">float32, float64 or int64.</param>
/// <param name="FixedBatch">The number of rows that every run must have; null for any number.</param>
/// <param name="Features">The columns.</param>
/// <param name="HasFeatureNames">True if the columns' names are the author's; false if they are numbered here.</param>
internal sealed record MatrixInput(
    string Name, DataType ElementType, int? FixedBatch, IReadOnlyList<Feature> Features, bool HasFeatureNames)
{
    private const int MostValues = 1 << 26;

    /// <summary>Finds the input of a file.</summary>
    /// <exception cref="UserInputException">There is not exactly one, or it is no matrix of known width.</exception>
    public static MatrixInput Of(OnnxFile file, ModelCard? card)
    {
        if (file.Inputs.Count != 1)
            throw Unsupported(file, $"has {file.Inputs.Count} inputs ({string.Join(", ", file.Inputs)}); one matrix of rows is read", "Export it with one input, [rows, columns].");
        var input = file.Inputs[0];
        var type = OnnxTypes.ElementType(file.InputValues[0]);
        if (type is not (DataType.Float or DataType.Double or DataType.Int64))
            throw Unsupported(file, $"has the input '{input}'; float32, float64 and int64 are read", "Export it with float32 inputs.");
        if (input.Shape is { Count: not 2 })
            throw Unsupported(file, $"has the input '{input}'; a matrix [rows, columns] is read", "Export it with one row of columns a sample.");
        var (batch, width) = (input.Shape?[0], input.Shape?[1]);
        if ((Int128)(batch ?? 1) * (width ?? 1) > MostValues)
            throw Unsupported(file, $"has the input '{input}', more than {MostValues} values a run", "Export it with an open number of rows.");

        return new MatrixInput(input.Name, type, (int?)batch, Columns(file, card, (int?)width), card is { Inputs.Count: > 0 });
    }

    /// <summary>Rows of the matrix that a number of rows is run in; what is over is filled up.</summary>
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
        if (FixedBatch is { } batch)
            yield return new("fixed-batch", FindingSeverity.Information, $"The graph takes exactly {batch} rows a run: rows are scored {batch} at a time, the last run filled up with copies of its last row.", "Export it with an open number of rows to score faster.");
        if (ElementType == DataType.Double)
            yield return new("float64-input", FindingSeverity.Information, "The graph reads float64: rows, which are float32, are converted.", "Nothing needs to be done.");
        if (ElementType == DataType.Int64)
            yield return new("int64-input", FindingSeverity.Warning, "The graph reads int64: each value is cut to a whole number.", "Give it whole numbers, or export it with float32 inputs.");
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

    private static IReadOnlyList<Feature> Columns(OnnxFile file, ModelCard? card, int? width)
    {
        var named = card?.Inputs ?? [];
        if (width is { } declared && named.Count > 0 && named.Count != declared)
            throw new UserInputException("wrong-columns", $"The model card of '{file.Path}' names {named.Count} inputs; the graph reads {declared} columns.", "Correct the card.");
        if (named.Count > 0)
            return named;
        if (width is null)
            throw new UserInputException("unknown-columns", $"'{file.Path}' does not say how many columns it reads.", $"Name its inputs in '{ModelCard.PathFor(file.FileName)}' beside it.");
        return [.. Enumerable.Range(0, width.Value).Select(i => new Feature(FormattableString.Invariant($"x{i}")))];
    }

    private static UserInputException Unsupported(OnnxFile file, string what, string remedy) =>
        new("unsupported-input", $"'{file.Path}' {what}.", remedy);
}
