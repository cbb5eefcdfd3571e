using System.Globalization;
using System.Text.Json.Nodes;

namespace DarkMachines.Hosting.Plugins;

/// <summary>The types that options may have, each with its name in words and its form as text. The culture does not count.</summary>
internal static class OptionText
{
    private const NumberStyles Real = NumberStyles.Float;

    /// <summary>The name of a type in words; null if options cannot have it.</summary>
    public static string? InWords(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "whole number"
        : type == typeof(double) || type == typeof(float) ? "number"
        : type == typeof(string) ? "text"
        : type.IsEnum ? "choice"
        : null;

    /// <summary>The least and the greatest value of a whole number; null for other types.</summary>
    public static string? Limits(Type type) =>
        type == typeof(int) ? string.Create(CultureInfo.InvariantCulture, $"{int.MinValue} to {int.MaxValue}")
        : type == typeof(long) ? string.Create(CultureInfo.InvariantCulture, $"{long.MinValue} to {long.MaxValue}")
        : null;

    /// <summary>The value that a text stands for; null if it stands for none of that type.</summary>
    public static object? Parse(Type type, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(string))
            return text;
        if (type == typeof(bool))
            return bool.TryParse(text, out var truth) ? truth : null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole) ? whole : null;
        if (type == typeof(long))
            return long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var large) ? large : null;
        if (type == typeof(double))
            return double.TryParse(text, Real, culture, out var number) && IsMeant(number, text) ? number : null;
        if (type == typeof(float))
            return float.TryParse(text, Real, culture, out var single) && IsMeant(single, text) ? single : null;
        return Enum.GetNames(type).FirstOrDefault(name => IsSameName(name, text)) is { } choice ? Enum.Parse(type, choice) : null;
    }

    /// <summary>The text that <see cref="Parse"/> reads back.</summary>
    public static string Format(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        Enum choice => Options.KebabCase(choice.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The value in JSON. Infinity and NaN, for which JSON has no number, become text.</summary>
    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        bool truth => JsonValue.Create(truth),
        int whole => JsonValue.Create(whole),
        long large => JsonValue.Create(large),
        double number when double.IsFinite(number) => JsonValue.Create(number),
        float single when float.IsFinite(single) => JsonValue.Create(single),
        _ => JsonValue.Create(Format(value)),
    };

    /// <summary>True if two names of options or choices are the same but for case and hyphens.</summary>
    public static bool IsSameName(string a, string b) => string.Equals(
        a.Replace("-", "", StringComparison.Ordinal), b.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    // Parsing turns numbers too large for the type into infinity; only who writes infinity means it.
    private static bool IsMeant(double number, string text) => !double.IsInfinity(number) || !text.Any(char.IsAsciiDigit);
}
