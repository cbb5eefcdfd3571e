using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>Finds out how rows go into a graph.</summary>
internal sealed class TableInputReader
{
    private const int MostValues = 1 << 26;
    private const int MostInputs = 10_000;

    private readonly OnnxFile _file;
    private readonly IReadOnlyList<ModelInput> _named;

    private TableInputReader(OnnxFile file, IReadOnlyList<ModelInput> named)
    {
        _file = file;
        _named = named;
    }

    /// <param name="file">The file.</param>
    /// <param name="declarations">What is said about it; a card may name the columns.</param>
    /// <exception cref="UserInputException">The inputs are no columns of numbers, or their number is not known.</exception>
    public static TableInput Read(OnnxFile file, Declarations declarations) =>
        new TableInputReader(file, declarations.Inputs?.Value ?? []).Read();

    private TableInput Read()
    {
        if (_file.Inputs.Count is 0 or > MostInputs)
            throw Unsupported($"has {_file.Inputs.Count} inputs; rows of numbers go in by 1 to {MostInputs}", "Export it with one input, [rows, columns].");
        if (_file.Inputs.Select(input => input.Name).Distinct(StringComparer.Ordinal).Count() != _file.Inputs.Count)
            throw Unsupported("has two inputs of one name", "Export it again.");
        var isSingleRow = _file.Inputs is [{ Shape: [var length] }] && (length is > 1 || _named.Count > 1);

        var parts = new List<InputPart>();
        var columns = 0;
        for (var i = 0; i < _file.Inputs.Count; i++)
        {
            var part = Part(i, columns, isSingleRow);
            parts.Add(part);
            columns += part.ColumnCount;
        }

        var batch = isSingleRow ? 1 : FixedBatch();
        if ((long)(batch ?? 1) * columns > MostValues)
            throw Unsupported($"takes more than {MostValues} values a run", "Export it with an open number of rows.");
        return new TableInput(parts, !isSingleRow, batch, Columns(parts, columns), _named.Count > 0 || HasInputPerColumn(parts));
    }

    private InputPart Part(int index, int firstColumn, bool isSingleRow)
    {
        var input = _file.Inputs[index];
        var type = OnnxTypes.ElementType(_file.InputValues[index]);
        if (type is not (DataType.Float or DataType.Double or DataType.Int64 or DataType.Int32))
            throw Unsupported($"has the input '{input}'; float32, float64, int32 and int64 are read", "Export it with float32 inputs.");
        if (input.Shape is { Count: not (1 or 2) })
            throw Unsupported($"has the input '{input}'; a matrix [rows, columns] is read", "Export it with one row of columns a sample.");
        var isOnly = _file.Inputs.Count == 1;
        var width = (isSingleRow, input.Shape) switch
        {
            (true, [var declared]) => declared,
            (false, [_]) => 1,
            (_, [_, var declared]) => declared,
            _ => null,
        } ?? (isOnly && _named.Count > 0 ? _named.Count : throw Unknown());
        if (width > MostValues || firstColumn + width > MostValues)
            throw Unsupported($"has the input '{input}', more than {MostValues} values a row", "Export it with one row of columns a sample.");
        return new InputPart(input.Name, type, firstColumn, (int)width, input.Shape is not { Count: 1 });
    }

    private int? FixedBatch()
    {
        var batches = _file.Inputs.Select(input => input.Shape?[0]).OfType<long>().Distinct().ToList();
        if (batches.Count > 1 || batches is [> MostValues])
            throw Unsupported($"has inputs that take other numbers of rows a run: {string.Join(", ", _file.Inputs)}", "Export it with an open number of rows.");
        return batches.Count == 0 ? null : (int)batches[0];
    }

    private IReadOnlyList<ModelInput> Columns(List<InputPart> parts, int columns)
    {
        if (_named.Count > 0)
        {
            return _named.Count == columns
                ? InOrderOf(parts)
                : throw new UserInputException("wrong-columns", $"The model card of '{_file.Path}' names {_named.Count} inputs; the graph reads {columns} columns.", "Correct the card.");
        }

        return HasInputPerColumn(parts)
            ? [.. parts.Select(part => new ModelInput(new Feature(part.Name)))]
            : [.. Enumerable.Range(0, columns).Select(i => new ModelInput(new Feature(FormattableString.Invariant($"x{i}"))))];
    }

    // A card that names the graph's own inputs may list them in any order.
    private IReadOnlyList<ModelInput> InOrderOf(List<InputPart> parts)
    {
        var byName = _named.ToDictionary(input => input.Feature.Name, StringComparer.Ordinal);
        return HasInputPerColumn(parts) && parts.All(part => byName.ContainsKey(part.Name))
            ? [.. parts.Select(part => byName[part.Name])]
            : _named;
    }

    private static bool HasInputPerColumn(List<InputPart> parts) => parts.Count > 1 && parts.All(part => part.ColumnCount == 1);

    private UserInputException Unknown() =>
        new("unknown-columns", $"'{_file.Path}' does not say how many columns it reads.", $"Name its inputs in '{ModelCard.PathFor(_file.FileName)}' beside it.");

    private UserInputException Unsupported(string what, string remedy) =>
        new("unsupported-input", $"'{_file.Path}' {what}.", remedy);
}
