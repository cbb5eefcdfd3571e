using System.Globalization;
using CsvHelper;

namespace DarkMachines.Challenges.LhcAnomaly.Published;

/// <summary>Reads a small CSV table by the names of its columns; errors name file and line.</summary>
internal sealed class TableReader : IDisposable
{
    private const int LongestQuotation = 40;

    private readonly string _path;
    private readonly CsvReader _csv;
    private readonly string[] _names;

    public TableReader(string path)
    {
        _path = path;
        _csv = CsvReader.Create(Open(path), new CsvReaderOptions { Separator = ',', TrackLineNumbers = true, TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw });
        _names = Guarded(() => _csv.Headers.ToArray());
    }

    public FileLine Place => new(Path.GetFileName(_path), (int)_csv.LineNumber);

    public bool Has(string column) => _names.Contains(column);

    /// <exception cref="UserInputException">The first line lacks a column.</exception>
    public void Require(IReadOnlyList<string> columns)
    {
        if (columns.Where(name => _names.Count(own => own == name) != 1).ToArray() is { Length: > 0 } wrong)
            throw new UserInputException("wrong-header", $"{Path.GetFileName(_path)}, line 1: the table needs each of the columns {string.Join(", ", columns)} once; wrong is {string.Join(", ", wrong)}.", "Correct the first line.");
    }

    /// <summary>Goes to the next line that is not empty; false at the end.</summary>
    public bool Next()
    {
        if (!Guarded(_csv.Read))
            return false;
        return _csv.FieldCount == _names.Length
            ? true
            : throw Error($"{_csv.FieldCount} columns where {_names.Length} are expected", "Give every line the columns of the first.");
    }

    public string Text(string column)
    {
        var text = Field(column);
        return text.Length > 0 ? text : throw Error($"nothing in column '{column}'", "Fill it in.");
    }

    public double Number(string column, double least, double most)
    {
        var text = Field(column);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Error($"'{Quoted(text)}' in column '{column}'", least == 0 && most == 1 ? "A number between 0 and 1 belongs there." : least == 0 ? "A number that is not negative belongs there." : "A finite number belongs there.");
    }

    public UserInputException Error(string what, string remedy) =>
        new("wrong-line", $"{Path.GetFileName(_path)}, line {_csv.LineNumber}: the table has {what}.", remedy);

    public void Dispose() => _csv.Dispose();

    internal static string Quoted(string text) => text.Length > LongestQuotation ? $"{text[..LongestQuotation]}…" : text;

    private string Field(string column) => _csv.GetString(Array.IndexOf(_names, column));

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException wrong)
        {
            throw new UserInputException("wrong-line", $"{Path.GetFileName(_path)}, line {wrong.LineNumber}: this is no comma-separated text.", "Correct the quotes in that line.", wrong);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserInputException("file-missing", $"There is no file '{path}'.", "Check the path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("file-unreadable", $"The file '{path}' cannot be read: {exception.Message}", "Name a file that you may read.", exception);
        }
    }
}
