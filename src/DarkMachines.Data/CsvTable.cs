using System.Globalization;

namespace DarkMachines.Data;

/// <summary>
/// Reads comma-separated text. The first line names the columns, unless all of it is numbers. Names and values may stand
/// between double quotes, but not hold commas. An empty value, <c>NA</c> or <c>nan</c> is missing.
/// </summary>
internal static class CsvTable
{
    internal const char Separator = ',';

    private static readonly string[] Missing = ["", "NA", "NAN", "NULL"];

    public static DataTable Read(string path, IReadOnlyCollection<string> texts) => Read(path, texts.Contains);

    public static IReadOnlyList<KeyValuePair<string, string[]>> ReadTexts(string path) => [.. Read(path, _ => true).Texts];

    /// <summary>The names in the first line; null if that holds numbers.</summary>
    public static string[]? Names(string path)
    {
        using var reader = new StreamReader(UserFile.Open(path));
        while (reader.ReadLine() is { } text)
        {
            if (!string.IsNullOrWhiteSpace(text))
                return Head(text, path) is { AreGiven: true } head ? head.Names : null;
        }

        return null;
    }

    private static DataTable Read(string path, Predicate<string> isText)
    {
        using var reader = new StreamReader(UserFile.Open(path));
        var values = new List<float>();
        (string[] Names, bool AreGiven)? head = null;
        var textColumns = new Dictionary<int, List<string>>();
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            if (head is null)
            {
                head = Head(text, path);
                foreach (var column in Enumerable.Range(0, head.Value.Names.Length).Where(j => isText(head.Value.Names[j])))
                    textColumns[column] = [];
                if (head.Value.AreGiven)
                    continue;
            }

            AddRow(text, head.Value.Names, textColumns, values, path, line);
        }

        if (head is not { } found || (values.Count == 0 && textColumns.Values.All(column => column.Count == 0)))
            throw new UserInputException("file-empty", $"The file '{path}' has no rows.", "Fetch or write the file again.");
        Feature[] features = [.. found.Names.Where((_, j) => !textColumns.ContainsKey(j)).Select(name => new Feature(name))];
        return new DataTable(features, found.AreGiven, [.. values], textColumns.ToDictionary(column => found.Names[column.Key], column => column.Value.ToArray()));
    }

    internal static (string[] Names, bool AreGiven) Head(string line, string path)
    {
        var names = line.Split(Separator).Select(name => Unquoted(name).ToString()).ToArray();
        if (Array.TrueForAll(names, name => TryParse(name, out _)))
            return ([.. DataTable.Numbered(names.Length).Select(feature => feature.Name)], false);
        var wrong = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Key is "" || group.Count() > 1);
        return wrong is null
            ? (names, true)
            : throw new UserInputException("wrong-header", $"The first line of '{path}' has the name '{wrong.Key}' {wrong.Count()} times; each column needs a name of its own.", "Name the columns in the first line.");
    }

    private static void AddRow(
        string text, string[] names, Dictionary<int, List<string>> textColumns, List<float> values, string path, int line)
    {
        var rest = text.AsSpan();
        for (var column = 0; column < names.Length; column++)
        {
            var comma = rest.IndexOf(Separator);
            if (comma < 0 != (column == names.Length - 1))
                throw WrongCount(text, names, path, line);
            var field = Unquoted(comma < 0 ? rest : rest[..comma]);
            rest = comma < 0 ? [] : rest[(comma + 1)..];
            if (textColumns.TryGetValue(column, out var texts))
                texts.Add(field.ToString());
            else
                values.Add(TryParse(field, out var value) ? value : throw NoNumber(field, names[column], path, line));
        }
    }

    internal static bool TryParse(ReadOnlySpan<char> field, out float value)
    {
        foreach (var word in Missing)
        {
            if (field.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                value = float.NaN;
                return true;
            }
        }

        return float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    internal static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> field)
    {
        var trimmed = field.Trim();
        return trimmed is ['"', .., '"'] ? trimmed[1..^1] : trimmed;
    }

    internal static UserInputException WrongCount(string text, string[] names, string path, int line) => new(
        "wrong-column-count",
        $"The file '{path}' has {text.Count(c => c == Separator) + 1} columns in line {line}, where {names.Length} are expected.",
        "Give every line the same columns, separated by commas.");

    internal static UserInputException NoNumber(ReadOnlySpan<char> field, string name, string path, int line) => new(
        "not-a-number",
        $"The file '{path}' has '{(field.Length > 40 ? string.Concat(field[..40], "…") : field.ToString())}' in line {line}, column '{name}', where a number belongs.",
        "Correct that line; if the column holds labels, name it with --labels.");
}
