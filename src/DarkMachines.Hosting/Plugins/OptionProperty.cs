using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DarkMachines.Hosting.Plugins;

/// <summary>A property of an options record, seen as an option.</summary>
internal sealed class OptionProperty
{
    /// <summary>What stands for null.</summary>
    public const string NoValue = "none";

    private readonly PropertyInfo _property;
    private readonly Type _type;
    private readonly bool _mayBeNull;
    private readonly string _typeInWords;
    private readonly string? _range;

    /// <exception cref="PluginException">Options cannot have the property's type.</exception>
    public OptionProperty(PropertyInfo property)
    {
        _property = property;
        _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        _mayBeNull = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        Name = Options.KebabCase(property.Name);
        var words = OptionText.InWords(_type) ?? throw new PluginException(
            "unsupported-option",
            $"Option '{Name}' has the type {property.PropertyType}, but an option is a bool, int, long, float, double, string, an enum, or one of these that may be null.",
            "Change the type of the property, and rebuild the plugin.");
        _typeInWords = _mayBeNull ? $"{words} or {NoValue}" : words;
        _range = _type.IsEnum
            ? string.Join(", ", Enum.GetNames(_type).Select(Options.KebabCase))
            : property.GetCustomAttribute<RangeAttribute>() is { } range ? Options.Describe(range) : null;
    }

    /// <summary>Name in kebab-case.</summary>
    public string Name { get; }

    /// <summary>Name in camelCase.</summary>
    public string JsonName => JsonNamingPolicy.CamelCase.ConvertName(_property.Name);

    /// <summary>What the user needs to know, given the options that have every default.</summary>
    public OptionDescription Describe(object defaults, XmlDocumentation documentation)
    {
        var text = _property.GetValue(defaults) is { } value ? OptionText.Format(value) : NoValue;
        return new OptionDescription(Name, _typeInWords, text, _range, documentation.FirstSentence(_property));
    }

    /// <summary>The value in JSON.</summary>
    public JsonNode? ToJson(object options) => OptionText.ToJson(_property.GetValue(options));

    /// <summary>Sets the property to the value that a text stands for.</summary>
    /// <returns>What is wrong with the text, in one sentence; null if it was set.</returns>
    public string? Set(object options, string text)
    {
        var isNoValue = _mayBeNull && text.Equals(NoValue, StringComparison.OrdinalIgnoreCase);
        var value = isNoValue ? null : OptionText.Parse(_type, text);
        if (value is null && !isNoValue)
        {
            var limits = _range ?? OptionText.Limits(_type);
            return $"Option '{Name}' is '{text}', but its type is {_typeInWords}{(limits is null ? "" : $": {limits}")}.";
        }

        try
        {
            _property.SetValue(options, value);
            return null;
        }
        catch (TargetInvocationException refusal)
        {
            return $"Option '{Name}' is '{text}', which is refused: {refusal.InnerException!.Message.TrimEnd('.')}.";
        }
    }
}
