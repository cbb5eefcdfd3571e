using System.Text;

namespace DarkMachines.Data.Events;

/// <summary>
/// Turns lines into events. A line is <c>eventID;processID;weight;MET;METphi</c> and any number of <c>;code,E,pt,eta,phi</c>,
/// with or without a last <c>;</c>; see <see cref="EventLayout"/> for older versions. Empty lines are passed over.
/// </summary>
/// <param name="layout">The file's layout.</param>
internal sealed class EventParser(EventLayout layout)
{
    private const int LongestExcerpt = 30;

    // Consecutive events are mostly of one process.
    private byte[] _lastProcess = [];
    private int _lastProcessPlace = -1;

    /// <summary>Adds the events of some lines to a batch.</summary>
    /// <param name="text">Whole lines; the last byte is a line feed.</param>
    /// <param name="batch">The batch.</param>
    /// <exception cref="MalformedLineException">A line is no event.</exception>
    public void Parse(ReadOnlySpan<byte> text, EventBatch batch)
    {
        _lastProcessPlace = -1;
        var at = 0;
        while (at < text.Length)
        {
            if (IsLineEnd(text, at))
                at += text[at] == '\r' ? 2 : 1;
            else
                ParseEvent(text, ref at, batch);
        }
    }

    private void ParseEvent(ReadOnlySpan<byte> text, ref int at, EventBatch batch)
    {
        var line = at;
        long eventId = 0;
        var process = 0;
        if (layout.HasIds)
        {
            if (!DecimalNumber.TryWhole(text, ref at, out eventId))
                throw Wrong(text, line, at, "the event id is no whole number");
            Separator(text, line, ref at, (byte)';', "the event id");
            process = ParseProcess(text, line, ref at, batch);
        }
        else
        {
            process = batch.ProcessOf("");
        }

        if (!DecimalNumber.TryDouble(text, ref at, out var weight))
            throw Wrong(text, line, at, "the weight is no number");
        Separator(text, line, ref at, (byte)';', "the weight");
        var met = Magnitude(text, line, ref at, "MET");
        Separator(text, line, ref at, (byte)';', "MET");
        var metPhi = Number(text, line, ref at, "METphi");

        batch.AddEvent(eventId, process, weight, met, metPhi);
        while (text[at] == ';' && !IsLineEnd(text, at + 1))
        {
            at++;
            ParseObject(text, line, ref at, batch);
        }

        if (text[at] == ';')
            at++;
        if (!IsLineEnd(text, at))
            throw Wrong(text, line, at, "a field goes on after its last number");
    }

    private static bool IsLineEnd(ReadOnlySpan<byte> text, int at) => text[at] == '\n' || (text[at] == '\r' && text[at + 1] == '\n');

    private void ParseObject(ReadOnlySpan<byte> text, int line, ref int at, EventBatch batch)
    {
        var kind = Kind(text, line, ref at);
        var energy = 0f;
        if (layout.HasEnergy)
        {
            energy = Magnitude(text, line, ref at, "E");
            Separator(text, line, ref at, (byte)',', "E");
        }

        var pt = Magnitude(text, line, ref at, "pt");
        Separator(text, line, ref at, (byte)',', "pt");
        var eta = Number(text, line, ref at, "eta");
        Separator(text, line, ref at, (byte)',', "eta");
        var phi = Number(text, line, ref at, "phi");
        if (!layout.HasEnergy)
            energy = (float)(pt * Math.Cosh(eta));
        if (!float.IsFinite(energy))
            throw Wrong(text, line, at, "eta is out of range");
        batch.AddObject(kind, energy, pt, eta, phi);
    }

    private static ObjectKind Kind(ReadOnlySpan<byte> text, int line, ref int at)
    {
        var start = at;
        ObjectKind? kind = text[at++] switch
        {
            (byte)'j' => ObjectKind.Jet,
            (byte)'b' => ObjectKind.BJet,
            (byte)'g' or (byte)'a' => ObjectKind.Photon,
            (byte)'e' => Charged(text, ref at, ObjectKind.Electron),
            (byte)'m' when text[at] == 'u' && at++ > 0 => Charged(text, ref at, ObjectKind.Muon),
            (byte)'m' => Charged(text, ref at, ObjectKind.Muon),
            _ => null,
        };
        if (kind is null || text[at] != ',')
            throw Wrong(text, line, start, "this begins no object; an object's code is j, b, e-, e+, m-, m+, g, or mu-, mu+, a of older files");
        at++;
        return kind.Value;
    }

    private static ObjectKind? Charged(ReadOnlySpan<byte> text, ref int at, ObjectKind negative) => text[at++] switch
    {
        (byte)'-' => negative,
        (byte)'+' => negative + 1,
        _ => null,
    };

    private int ParseProcess(ReadOnlySpan<byte> text, int line, ref int at, EventBatch batch)
    {
        var name = text.Slice(at, Math.Max(0, text[at..].IndexOfAny(";,\n"u8)));
        if (name.IsEmpty || text[at + name.Length] != ';')
            throw Wrong(text, line, at, "there is no process id");
        if (_lastProcessPlace < 0 || !name.SequenceEqual(_lastProcess))
        {
            _lastProcess = name.ToArray();
            _lastProcessPlace = batch.ProcessOf(Encoding.UTF8.GetString(name));
        }

        at += name.Length + 1;
        return _lastProcessPlace;
    }

    private static float Magnitude(ReadOnlySpan<byte> text, int line, ref int at, string name)
    {
        var start = at;
        var value = Number(text, line, ref at, name);
        return value >= 0 ? value : throw Wrong(text, line, start, $"{name} is negative");
    }

    private static float Number(ReadOnlySpan<byte> text, int line, ref int at, string name)
    {
        var start = at;
        return DecimalNumber.TrySingle(text, ref at, out var value) ? value : throw Wrong(text, line, start, $"{name} is no finite number");
    }

    private static void Separator(ReadOnlySpan<byte> text, int line, ref int at, byte separator, string after)
    {
        if (text[at] != separator)
            throw Wrong(text, line, at, $"after {after}, '{(char)separator}' must follow");
        at++;
    }

    private static MalformedLineException Wrong(ReadOnlySpan<byte> text, int line, int at, string what)
    {
        at = Math.Min(at, text.Length - 1);
        var rest = text[at..];
        rest = rest[..Math.Max(0, rest.IndexOfAny("\r\n"u8))];
        var excerpt = Encoding.Latin1.GetString(rest[..Math.Min(LongestExcerpt, rest.Length)]);
        string shown = string.Concat(excerpt.Select(c => char.IsControl(c) ? '?' : c));
        return new MalformedLineException(line, $"{what}, at character {at - line + 1}: {(shown.Length == 0 ? "the line ends" : $"'{shown}'")}");
    }
}
