namespace DarkMachines.Data;

/// <summary>Reads comma-separated text, as <see cref="CsvTable"/> does, line by line.</summary>
internal sealed class CsvReader : TableReader
{
    private const int Unwanted = -1;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly StreamReader _reader;
    private string? _pending;
    private int _line;

    public CsvReader(string path) : this(path, UserFile.Open(path))
    {
    }

    private CsvReader(string path, FileStream stream) : this(path, stream, new StreamReader(stream))
    {
    }

    private CsvReader(string path, FileStream stream, StreamReader reader) : this(path, stream, reader, First(path, reader))
    {
    }

    private CsvReader(string path, FileStream stream, StreamReader reader, (string Text, int Line, string[] Names, bool AreGiven) first)
        : base(first.Names, first.AreGiven, reader)
    {
        (_path, _stream, _reader, _line) = (path, stream, reader, first.Line);
        if (!first.AreGiven)
            (_pending, _line) = (first.Text, first.Line - 1);
    }

    public override double Share => _stream.Length == 0 ? 1 : (double)_stream.Position / _stream.Length;

    public override int Read(ReadOnlySpan<int> columns, Span<float> rows)
    {
        Span<int> places = Names.Count <= 256 ? stackalloc int[Names.Count] : new int[Names.Count];
        places.Fill(Unwanted);
        for (var j = 0; j < columns.Length; j++)
            places[columns[j]] = j;
        var most = rows.Length / columns.Length;
        var count = 0;
        while (count < most && Next() is { } text)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            Parse(text, places, rows.Slice(count * columns.Length, columns.Length));
            count++;
        }

        return count;
    }

    private static (string Text, int Line, string[] Names, bool AreGiven) First(string path, StreamReader reader)
    {
        try
        {
            for (var line = 1; reader.ReadLine() is { } text; line++)
            {
                if (string.IsNullOrWhiteSpace(text))
                    continue;
                var (names, areGiven) = CsvTable.Head(text, path);
                return (text, line, names, areGiven);
            }

            throw new UserInputException("file-empty", $"The file '{path}' has no rows.", "Fetch or write the file again.");
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private string? Next()
    {
        var text = _pending ?? _reader.ReadLine();
        _pending = null;
        _line++;
        return text;
    }

    private void Parse(string text, ReadOnlySpan<int> places, Span<float> row)
    {
        var rest = text.AsSpan();
        for (var column = 0; column < places.Length; column++)
        {
            var comma = rest.IndexOf(CsvTable.Separator);
            if (comma < 0 != (column == places.Length - 1))
                throw CsvTable.WrongCount(text, [.. Names], _path, _line);
            var field = comma < 0 ? rest : rest[..comma];
            rest = comma < 0 ? [] : rest[(comma + 1)..];
            if (places[column] != Unwanted && !CsvTable.TryParse(CsvTable.Unquoted(field), out row[places[column]]))
                throw CsvTable.NoNumber(CsvTable.Unquoted(field), Names[column], _path, _line);
        }
    }
}
