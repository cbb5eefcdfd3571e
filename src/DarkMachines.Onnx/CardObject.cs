using System.Text.Json;

namespace DarkMachines.Onnx;

/// <summary>An object of a model card's document, which knows its own place for error messages.</summary>
internal sealed class CardObject
{
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);

    /// <param name="element">The object.</param>
    /// <param name="path">Its place, such as <c>$.inputs[0]</c>.</param>
    /// <param name="known">The fields of the schema; another is an error, as it may be a slip of the pen.</param>
    public CardObject(JsonElement element, string path, params string[] known)
    {
        _path = path;
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{path} must be an object.");
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
                throw new FormatException($"{path}.{property.Name} is not in the schema; there are {string.Join(", ", known)}.");
            if (!_fields.TryAdd(property.Name, property.Value))
                throw new FormatException($"{path}.{property.Name} is there twice.");
        }
    }

    /// <summary>A text; empty if it is not there.</summary>
    public string Text(string name) => _fields.TryGetValue(name, out var element) ? Text(element, $"{_path}.{name}") : "";

    /// <summary>A finite number; null if it is not there.</summary>
    public float? Number(string name)
    {
        if (!_fields.TryGetValue(name, out var element))
            return null;
        return element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out var number) && float.IsFinite(number)
            ? number
            : throw new FormatException($"{_path}.{name} must be a finite number.");
    }

    /// <summary>True or false; false if it is not there.</summary>
    public bool Truth(string name)
    {
        if (!_fields.TryGetValue(name, out var element))
            return false;
        return element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? element.GetBoolean()
            : throw new FormatException($"{_path}.{name} must be true or false.");
    }

    /// <summary>A list of finite numbers; empty if it is not there.</summary>
    public float[] Numbers(string name) => [.. Elements(name).Select(item =>
        item.Element.ValueKind == JsonValueKind.Number && item.Element.TryGetSingle(out var number) && float.IsFinite(number)
            ? number
            : throw new FormatException($"{item.Path} must be a finite number."))];

    /// <summary>An object whose fields are finite numbers, in the order of their names; empty if it is not there.</summary>
    public SortedDictionary<string, double> NumbersByName(string name)
    {
        var numbers = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (!_fields.TryGetValue(name, out var element))
            return numbers;
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{_path}.{name} must be an object.");
        foreach (var property in element.EnumerateObject())
        {
            numbers[property.Name] = property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out var number) && double.IsFinite(number)
                ? number
                : throw new FormatException($"{_path}.{name}.{property.Name} must be a finite number.");
        }

        return numbers;
    }

    /// <summary>An object of its own; null if it is not there.</summary>
    public CardObject? Object(string name, params string[] known) =>
        _fields.TryGetValue(name, out var element) ? new CardObject(element, $"{_path}.{name}", known) : null;

    /// <summary>A number of things; null if it is not there.</summary>
    public long? Count(string name)
    {
        if (!_fields.TryGetValue(name, out var element))
            return null;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var count) && count >= 0
            ? count
            : throw new FormatException($"{_path}.{name} must be a whole number, 0 or more.");
    }

    /// <summary>A word that means something; null if it is not there.</summary>
    public T? Word<T>(string name, Func<string, T?> parse, IEnumerable<string> words) where T : struct
    {
        var text = Text(name);
        return text is "" ? null
            : parse(text) ?? throw new FormatException($"{_path}.{name} is '{text}'; it must be one of {string.Join(", ", words)}.");
    }

    /// <summary>A list of objects that have distinct names; empty if it is not there.</summary>
    public T[] Named<T>(string name, Func<CardObject, string, T> make, params string[] known)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. Elements(name).Select(item =>
        {
            var fields = new CardObject(item.Element, item.Path, known);
            var own = fields.Text("name");
            if (own is "" || !names.Add(own))
                throw new FormatException($"{item.Path}.name is '{own}'; each of {name} needs a name of its own.");
            return make(fields, own);
        })];
    }

    /// <summary>A list of distinct texts; empty if it is not there.</summary>
    public string[] Texts(string name)
    {
        string[] texts = [.. Elements(name).Select(item => Text(item.Element, item.Path))];
        return texts.Distinct(StringComparer.Ordinal).Count() == texts.Length
            ? texts
            : throw new FormatException($"{_path}.{name} has a text twice.");
    }

    /// <summary>The error of a field whose value is out of place.</summary>
    public FormatException Wrong(string name, string rule) => new($"{_path}.{name} {rule}.");

    private (JsonElement Element, string Path)[] Elements(string name)
    {
        if (!_fields.TryGetValue(name, out var list))
            return [];
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((element, i) => (element, FormattableString.Invariant($"{_path}.{name}[{i}]")))]
            : throw new FormatException($"{_path}.{name} must be a list.");
    }

    private static string Text(JsonElement element, string path) => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : throw new FormatException($"{path} must be a text.");
}
