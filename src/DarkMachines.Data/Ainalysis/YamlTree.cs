using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DarkMachines.Data.Ainalysis;

/// <summary>
/// Reads a YAML document of a stranger: maps, lists and scalars, nothing else. Anchors and aliases, by which a small file
/// can stand for a huge one, tags, by which it can name code, and deep nesting are refused.
/// </summary>
internal sealed class YamlTree
{
    private const int MostBytes = 1 << 22;
    private const int MostDepth = 8;

    private readonly string _source;
    private readonly Parser _parser;

    private YamlTree(string source, TextReader text) => (_source, _parser) = (source, new Parser(text));

    /// <summary>Reads a file whose document is a map.</summary>
    /// <exception cref="UserInputException">It cannot be read, or is something else (<c>ainalysis-invalid</c>); the message gives the line.</exception>
    public static YamlMap Read(string path)
    {
        using var stream = UserFile.Open(path);
        if (stream.Length > MostBytes)
            throw Invalid(path, FormattableString.Invariant($"it has {stream.Length} bytes, more than {MostBytes}"));
        using var text = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return new YamlTree(path, text).Document();
        }
        catch (YamlException e)
        {
            throw Invalid(path, FormattableString.Invariant($"line {e.Start.Line} is no YAML: {e.Message.Split('\n')[0].TrimEnd('.')}"), e);
        }
        catch (DecoderFallbackException e)
        {
            throw Invalid(path, "it is no text in UTF-8", e);
        }
    }

    public static UserInputException Invalid(string source, string what, Exception? inner = null) => new(
        "ainalysis-invalid", $"'{source}' is no configuration of an AInalysis: {what}.", "Correct the document; docs/surrogates.md lists its keys.", inner);

    private YamlMap Document()
    {
        Next<StreamStart>("a document");
        if (_parser.MoveNext() && _parser.Current is StreamEnd)
            throw Invalid(_source, "it is empty");
        _parser.MoveNext();
        var root = Value("", 0) as YamlMap ?? throw Invalid(_source, "it is no map of keys to values");
        Next<DocumentEnd>("the end of the document");
        Next<StreamEnd>("one document");
        return root;
    }

    private void Next<T>(string what) where T : ParsingEvent
    {
        if (!_parser.MoveNext() || _parser.Current is not T)
            throw Invalid(_source, FormattableString.Invariant($"line {_parser.Current?.Start.Line} has something else than {what}"));
    }

    // The value that the current event begins; afterwards the current event is its last.
    private YamlValue Value(string place, int depth)
    {
        var line = _parser.Current!.Start.Line;
        if (depth > MostDepth)
            throw Wrong(line, FormattableString.Invariant($"nests deeper than {MostDepth}"));
        if (_parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            throw Wrong(line, "has an anchor or alias, which are not read");
        if (_parser.Current is NodeEvent { Tag.IsEmpty: false })
            throw Wrong(line, "has a tag, and tags are not read");
        return _parser.Current switch
        {
            Scalar scalar => new YamlScalar(place, line, scalar.Value, scalar.Style is not ScalarStyle.Plain),
            SequenceStart => List(place, line, depth),
            MappingStart => Map(place, line, depth),
            _ => throw Wrong(line, "has no value where one belongs"),
        };
    }

    private YamlList List(string place, long line, int depth)
    {
        var items = new List<YamlValue>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
            items.Add(Value(FormattableString.Invariant($"{place}[{items.Count}]"), depth + 1));
        return new YamlList(place, line, items);
    }

    private YamlMap Map(string place, long line, int depth)
    {
        var entries = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            if (Value(place, depth + 1) is not YamlScalar { Text: var key } scalar)
                throw Wrong(_parser.Current!.Start.Line, "has a key that is no text");
            _parser.MoveNext();
            if (!entries.TryAdd(key, Value(place is "" ? key : $"{place}.{key}", depth + 1)))
                throw Wrong(scalar.Line, $"has the key '{key}' for the second time");
        }

        return new YamlMap(place, line, entries);
    }

    private UserInputException Wrong(long line, string what) => Invalid(_source, FormattableString.Invariant($"line {line} {what}"));
}
