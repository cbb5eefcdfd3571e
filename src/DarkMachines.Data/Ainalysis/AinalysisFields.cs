using System.Globalization;

namespace DarkMachines.Data.Ainalysis;

/// <summary>Takes values of the types that are expected out of a document; what is not taken is unknown.</summary>
/// <param name="source">Where the document comes from, for messages.</param>
/// <param name="document">The document.</param>
internal sealed class AinalysisFields(string source, YamlMap document)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Unknown => [.. document.Entries.Keys.Where(key => !_taken.Contains(key)).Order(StringComparer.Ordinal)];

    /// <summary>The value of a key; null if it is not there, or null itself.</summary>
    public YamlValue? Value(string key)
    {
        _taken.Add(key);
        return document.Entries.TryGetValue(key, out var value) && value is not YamlScalar { IsNull: true } ? value : null;
    }

    public string RequiredText(string key) => Value(key) is { } value ? Text(value) : throw YamlTree.Invalid(source, $"'{key}' is missing");

    public string Text(YamlValue value) => value is YamlScalar scalar ? scalar.Text : throw Wrong(value, "must be a text");

    public bool Truth(string key) => Value(key) is { } value && ((value as YamlScalar)?.Truth ?? throw Wrong(value, "must be true or false"));

    public double Number(YamlValue value) =>
        value is YamlScalar scalar && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? float.IsFinite((float)number) ? number : throw Wrong(value, $"is {scalar.Text}, and must be a finite number")
            : throw Wrong(value, "must be a number");

    public int Whole(YamlValue value) =>
        value is YamlScalar scalar && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(value, "must be a whole number");

    public IReadOnlyList<YamlValue> List(YamlValue value) => value is YamlList list ? list.Items : throw Wrong(value, "must be a list");

    public IReadOnlyDictionary<string, YamlValue> Map(YamlValue value) => value is YamlMap map ? map.Entries : throw Wrong(value, "must be a map");

    /// <summary>Texts of a list, or the one text that stands in its place.</summary>
    public IReadOnlyList<string> Texts(string key) => Value(key) is { } value ? Texts(value) : [];

    public IReadOnlyList<string> Texts(YamlValue value) => value is YamlScalar { Text: var text } ? [text] : [.. List(value).Select(Text)];

    public double[] Numbers(string key) => Value(key) is { } value ? [.. List(value).Select(Number)] : throw YamlTree.Invalid(source, $"'{key}' is missing");

    public UserInputException Wrong(YamlValue value, string what) =>
        YamlTree.Invalid(source, FormattableString.Invariant($"'{value.Place}' (line {value.Line}) {what}"));
}
