using System.Globalization;

namespace DarkMachines.Data;

/// <summary>
/// Reads tables of numbers from delimited text. The decimal separator is a point; blank lines are skipped, as are
/// blanks at either end of a line.
/// </summary>
public static class DelimitedNumbers
{
    private const int LongestQuotation = 40;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How its numbers are laid out.</param>
    /// <returns>At least one row; every number is finite.</returns>
    /// <exception cref="UserInputException">
    /// The file cannot be read (<c>file-missing</c>, <c>file-unreadable</c>), has no rows (<c>file-empty</c>), lacks the
    /// header (<c>header-missing</c>), ends within a row (<c>file-truncated</c>), has a line with another number of columns
    /// (<c>wrong-column-count</c>) or something else than a finite number in a column (<c>not-a-number</c>).
    /// </exception>
    public static IReadOnlyList<NumberRow> Read(string path, DelimitedFormat format)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(format.ColumnCount, 1);

        using var reader = new StreamReader(UserFile.Open(path));
        var rows = new List<NumberRow>();
        var headerIsDue = format.HasHeader;
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;

            var fields = Split(text, format.Separator);
            if (headerIsDue)
            {
                CheckHeader(fields, path, line);
                headerIsDue = false;
                continue;
            }

            CheckColumnCount(fields, format.ColumnCount, path, line, isLastLine: reader.EndOfStream);
            rows.Add(new NumberRow(line, Parse(fields, path, line)));
        }

        return rows.Count > 0
            ? rows
            : throw new UserInputException(
                "file-empty", $"The file '{path}' has no rows of numbers.", "Fetch or write the file again.");
    }

    private static string[] Split(string text, char? separator) => separator is { } character
        ? text.Split(character, StringSplitOptions.TrimEntries)
        : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static double[] Parse(string[] fields, string path, int line)
    {
        var values = new double[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            if (!TryParse(fields[i], out values[i]))
            {
                throw new UserInputException(
                    "not-a-number",
                    $"The file '{path}' has {Quote(fields[i])} in line {line}, column {i + 1}, where a finite number belongs.",
                    "Correct or remove that line; numbers are written with a decimal point.");
            }
        }

        return values;
    }

    private static bool TryParse(string field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    // A line of numbers in the header's place is a row that would be lost without a word.
    private static void CheckHeader(string[] fields, string path, int line)
    {
        if (fields.All(field => TryParse(field, out _)))
        {
            throw new UserInputException(
                "header-missing",
                $"The file '{path}' has numbers in line {line}, where the names of the columns belong.",
                "Put a header line at the top of the file.");
        }
    }

    private static void CheckColumnCount(string[] fields, int expected, string path, int line, bool isLastLine)
    {
        if (fields.Length == expected)
            return;
        if (isLastLine && fields.Length < expected)
        {
            throw new UserInputException(
                "file-truncated",
                $"The file '{path}' ends in line {line} after {fields.Length} of {expected} columns, as if it had been cut off.",
                "Fetch or write the file again.");
        }

        throw new UserInputException(
            "wrong-column-count",
            $"The file '{path}' has {fields.Length} columns in line {line}, where {expected} are expected.",
            "Give every line the same columns, and name the separator that the file uses.");
    }

    private static string Quote(string field) => field.Length switch
    {
        0 => "nothing",
        <= LongestQuotation => $"'{field}'",
        _ => $"'{field[..LongestQuotation]}…'",
    };
}
