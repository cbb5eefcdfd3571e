using System.Reflection;
using System.Text.Json.Nodes;

namespace DarkMachines.Hosting.Plugins;

/// <summary>
/// The bridge between an algorithm's options record and what users read and write: descriptions, text and JSON.
/// Every public property that can be set is an option. The culture does not count.
/// </summary>
public sealed class OptionsBinder
{
    private readonly string _algorithm;
    private readonly Type _type;
    private readonly OptionProperty[] _properties;

    /// <summary>For the options of an algorithm.</summary>
    /// <param name="algorithm">Name of the algorithm, for messages.</param>
    /// <param name="optionsType">The options record: a class with a public constructor without parameters.</param>
    /// <exception cref="PluginException">A property has a type that options cannot have.</exception>
    public OptionsBinder(string algorithm, Type optionsType)
    {
        ArgumentNullException.ThrowIfNull(optionsType);
        _algorithm = algorithm;
        _type = optionsType;
        _properties =
        [
            .. optionsType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true } && property.GetMethod is { IsPublic: true })
                .OrderBy(property => Ancestors(property.DeclaringType!))
                .ThenBy(property => property.MetadataToken) // the order in which they are declared
                .Select(property => new OptionProperty(property)),
        ];
    }

    /// <summary>The options, in the order in which the record declares them.</summary>
    /// <exception cref="PluginException">The record cannot be made.</exception>
    public IReadOnlyList<OptionDescription> Describe()
    {
        var defaults = MakeDefaults();
        var documentation = new XmlDocumentation();
        return [.. _properties.Select(property => property.Describe(defaults, documentation))];
    }

    /// <summary>Makes the record: its defaults, but for what is set.</summary>
    /// <param name="settings">What is set; each option at most once.</param>
    /// <exception cref="UsageException">
    /// An option is unknown, set twice, of the wrong type or out of range; the message lists every such error.
    /// </exception>
    /// <exception cref="PluginException">The record cannot be made.</exception>
    public object Bind(IReadOnlyList<OptionSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var options = MakeDefaults();
        var errors = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            var property = _properties.FirstOrDefault(p => OptionText.IsSameName(p.Name, setting.Name));
            var error = property is null ? Unknown(setting.Name)
                : done.Add(property.Name) ? property.Set(options, setting.Value)
                : $"Option '{property.Name}' is set twice.";
            if (error is not null)
                errors.Add(error);
        }

        errors.AddRange(Options.Errors(options));
        return errors.Count == 0 ? options : throw new UsageException(
            "invalid-option",
            string.Join(" ", errors.Distinct(StringComparer.Ordinal)),
            $"See 'darkmachines algorithms show {_algorithm}' for the options with their defaults and ranges.");
    }

    /// <summary>All options with their values: what a result records.</summary>
    /// <param name="options">A record that <see cref="Bind"/> made.</param>
    /// <returns>An object with camelCase keys in the order in which the record declares them.</returns>
    public JsonObject ToJson(object options) =>
        new(_properties.Select(property => KeyValuePair.Create(property.JsonName, property.ToJson(options))));

    /// <summary>Makes the record that <see cref="ToJson"/> has written; options left out have their defaults.</summary>
    /// <param name="json">The object.</param>
    /// <exception cref="UsageException">As for <see cref="Bind"/>.</exception>
    public object FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Bind([.. json.Select(pair => new OptionSetting(pair.Key, TextOf(pair.Value)))]);
    }

    private static string TextOf(JsonNode? value) =>
        value is null ? OptionProperty.NoValue
        : value is JsonValue && value.AsValue().TryGetValue<string>(out var text) ? text
        : value.ToJsonString();

    private static int Ancestors(Type type) => type.BaseType is { } parent ? 1 + Ancestors(parent) : 0;

    private string Unknown(string name)
    {
        var names = _properties.Select(p => p.Name).ToArray();
        var hint = NearestName.Of(name, names) is { } near ? $"did you mean '{near}'?"
            : names.Length == 0 ? "it has none."
            : $"it has {string.Join(", ", names)}.";
        return $"Algorithm '{_algorithm}' has no option '{name}'; {hint}";
    }

    private object MakeDefaults()
    {
        try
        {
            return Activator.CreateInstance(_type)!;
        }
        catch (Exception failure) when (failure is TargetInvocationException or MemberAccessException)
        {
            var cause = failure.InnerException ?? failure;
            throw new PluginException(
                "plugin-failed",
                $"The options of algorithm '{_algorithm}' cannot be made ({cause.GetType().Name}: {cause.Message.TrimEnd('.')}).",
                "Tell the plugin's author: the options need a public constructor without parameters that does not fail.",
                failure);
        }
    }
}
