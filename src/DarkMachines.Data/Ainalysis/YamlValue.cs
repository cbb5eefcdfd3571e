namespace DarkMachines.Data.Ainalysis;

/// <summary>A value of a YAML document, or its place among others.</summary>
/// <param name="Place">Where it stands, such as <c>parameters[2]</c>.</param>
/// <param name="Line">The line that it begins on, counted from 1.</param>
internal abstract record YamlValue(string Place, long Line);

/// <summary>A text, a number, or nothing, as it is written without quotes; what stood in quotes is a text whatever it says.</summary>
internal sealed record YamlScalar(string Place, long Line, string Text, bool IsQuoted) : YamlValue(Place, Line)
{
    // "None" is Python's word, which stands where its authors meant null.
    public bool IsNull => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL" or "None";

    // The words of YAML 1.1, the version that Python writes.
    public bool? Truth => IsQuoted ? null : Text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" => true,
        "FALSE" or "NO" or "OFF" => false,
        _ => null,
    };
}

/// <summary>A list.</summary>
internal sealed record YamlList(string Place, long Line, IReadOnlyList<YamlValue> Items) : YamlValue(Place, Line);

/// <summary>Values by their keys.</summary>
internal sealed record YamlMap(string Place, long Line, IReadOnlyDictionary<string, YamlValue> Entries) : YamlValue(Place, Line);
