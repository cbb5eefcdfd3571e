using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace DarkMachines.Hosting.Plugins;

/// <summary>Reads help texts from the documentation files that the compiler writes beside assemblies, each file once.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<string, XDocument?> _files = new(StringComparer.Ordinal);

    /// <summary>First sentence of a property's summary; null if there is no file, or no summary in it.</summary>
    public string? FirstSentence(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        var member = $"P:{type.FullName!.Replace('+', '.')}.{property.Name}";
        var path = Path.ChangeExtension(PluginLoadContext.FileOf(type.Assembly), ".xml");
        if (!_files.TryGetValue(path, out var file))
            _files.Add(path, file = Load(path));
        var summary = file?
            .Descendants("member")
            .FirstOrDefault(element => element.Attribute("name")?.Value == member)?
            .Element("summary");
        if (summary is null)
            return null;
        var text = WhiteSpace().Replace(string.Concat(summary.Nodes().Select(PlainText)), " ").Trim();
        return text.Length == 0 ? null : SentenceEnd().Split(text, 2)[0];
    }

    private static XDocument? Load(string path)
    {
        try
        {
            return File.Exists(path) ? XDocument.Load(path) : null;
        }
        catch (Exception failure) when (failure is XmlException or IOException or UnauthorizedAccessException)
        {
            return null; // Help is a courtesy: without it the option still works.
        }
    }

    private static string PlainText(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } element => ShortName(element.FirstAttribute),
        XElement element => string.Concat(element.Nodes().Select(PlainText)),
        _ => "",
    };

    // <see cref="M:System.Math.Abs(System.Double)"/> gives Abs; <see langword="null"/> and <paramref name="rows"/> give their value.
    private static string ShortName(XAttribute? attribute) =>
        attribute?.Name.LocalName == "cref" ? attribute.Value.Split('(')[0].Split('.', ':')[^1] : attribute?.Value ?? "";

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    // A full stop ends a sentence if no lower-case letter follows it, unless it belongs to "e.g." or "i.e.".
    [GeneratedRegex(@"(?<=[.!?])(?<!\.\w\.)\s(?!\p{Ll})")]
    private static partial Regex SentenceEnd();
}
