namespace DarkMachines.Data.Slha;

/// <summary>
/// Reads SLHA text as generators really write it: keywords in any case, data lines with or without a blank before them,
/// numbers with Fortran's exponent, sections that the accord does not know.
/// </summary>
internal sealed class SlhaReader
{
    private const string BlockKeyword = "BLOCK";
    private const string DecayKeyword = "DECAY";
    private const string ScaleMark = "Q=";
    private const string LeftToReader = "AUTO";

    private readonly string _source;
    private readonly List<SlhaLine> _heading = [];
    private readonly List<SlhaSection> _sections = [];
    private SlhaLine? _head;
    private List<SlhaLine> _lines = [];

    private SlhaReader(string source) => _source = source;

    public static SlhaFile Read(TextReader text, string source)
    {
        var reader = new SlhaReader(source);
        var number = 0;
        while (text.ReadLine() is { } line)
            reader.Add(line, ++number);
        reader.EndSection();
        return reader._sections.Count > 0
            ? new SlhaFile(source, reader._heading, reader._sections)
            : throw new UserInputException("slha-malformed", $"'{source}' has no block and no decay.", "Name a file of the SUSY Les Houches Accord.");
    }

    private void Add(string text, int number)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw Malformed(number, "is no text");
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var words = (hash < 0 ? text : text[..hash]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = new SlhaLine(number, words, hash < 0 ? null : text[(hash + 1)..].TrimEnd());
        if (words.Length > 0 && (IsKeyword(words[0]) || char.IsAsciiLetter(text[0])))
        {
            EndSection();
            _head = line;
        }
        else if (_head is not null)
        {
            _lines.Add(line);
        }
        else if (words.Length == 0)
        {
            _heading.Add(line);
        }
        else
        {
            throw Malformed(number, "belongs to no block: it comes before the first");
        }
    }

    private static bool IsKeyword(string word) =>
        word.Equals(BlockKeyword, StringComparison.OrdinalIgnoreCase) || word.Equals(DecayKeyword, StringComparison.OrdinalIgnoreCase);

    private void EndSection()
    {
        if (_head is null)
            return;
        _sections.Add(_head.Words[0].ToUpperInvariant() switch
        {
            BlockKeyword => Block(_head, _lines),
            DecayKeyword => Decay(_head, _lines),
            _ => new SlhaOther(_head, _lines),
        });
        _lines = [];
    }

    private SlhaBlock Block(SlhaLine head, IReadOnlyList<SlhaLine> lines)
    {
        if (head.Words.Count < 2)
            throw Malformed(head.Number, "opens a block without a name");

        // Q= and the number may stand together or apart.
        var rest = string.Concat(head.Words.Skip(2));
        if (!rest.StartsWith(ScaleMark, StringComparison.OrdinalIgnoreCase))
            return new SlhaBlock(head.Words[1], null, head, lines);
        return SlhaNumber.TryParse(rest.AsSpan(ScaleMark.Length), out var scale) && scale > 0 && double.IsFinite(scale)
            ? new SlhaBlock(head.Words[1], scale, head, lines)
            : throw Malformed(head.Number, $"gives '{Short(rest[ScaleMark.Length..])}' as the scale Q, which must be a positive number in GeV");
    }

    private SlhaDecay Decay(SlhaLine head, IReadOnlyList<SlhaLine> lines)
    {
        if (head.Words.Count < 3 || !SlhaNumber.TryParseWhole(head.Words[1], out var particle))
            throw Malformed(head.Number, "must name a particle by number, and its width");
        double? width = null;
        if (!head.Words[2].Equals(LeftToReader, StringComparison.OrdinalIgnoreCase))
        {
            width = SlhaNumber.TryParse(head.Words[2], out var number)
                ? number
                : throw Malformed(head.Number, $"gives '{Short(head.Words[2])}' as a width, which must be a number in GeV");
        }

        return new SlhaDecay(particle, width, [.. lines.Where(line => line.Words.Count > 0).Select(Channel)], head, lines);
    }

    private SlhaChannel Channel(SlhaLine line)
    {
        var words = line.Words;
        if (words.Count < 2 || !SlhaNumber.TryParse(words[0], out var ratio) || !SlhaNumber.TryParseWhole(words[1], out var count) || words.Count != count + 2)
            throw Malformed(line.Number, "must give a branching ratio, the number of products, and as many particles");
        var products = new int[count];
        for (var i = 0; i < count; i++)
        {
            if (!SlhaNumber.TryParseWhole(words[i + 2], out products[i]))
                throw Malformed(line.Number, $"names a product '{Short(words[i + 2])}', which must be a particle's number");
        }

        return new SlhaChannel(ratio, products);
    }

    private static string Short(string word) => word.Length > 40 ? string.Concat(word.AsSpan(0, 40), "…") : word;

    private UserInputException Malformed(int line, string what) => new(
        "slha-malformed", FormattableString.Invariant($"Line {line} of '{_source}' {what}."), "Correct the line, or write the file again with its generator.");
}
