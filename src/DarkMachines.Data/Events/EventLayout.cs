namespace DarkMachines.Data.Events;

/// <summary>Which of the versions of the event format a file is in; its first lines tell.</summary>
/// <param name="HasIds">
/// True if a line begins with event id and process id; false in the oldest files, which begin with the weight.
/// </param>
/// <param name="HasEnergy">
/// True if an object is <c>code,E,pt,eta,phi</c>; false for <c>code,pt,eta,phi</c>, where E is taken as that of a massless
/// object, pt cosh(eta).
/// </param>
public sealed record EventLayout(bool HasIds, bool HasEnergy)
{
    private const int FieldsWithIds = 5;
    private const int FieldsWithoutIds = 3;

    /// <summary>Recognises the layout.</summary>
    /// <param name="lines">Whole lines from the beginning of a file.</param>
    /// <exception cref="MalformedLineException">The first line is of no known layout.</exception>
    internal static EventLayout Recognise(ReadOnlySpan<byte> lines)
    {
        bool? hasIds = null;
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range].TrimEnd("\r;"u8);
            if (line.IsEmpty)
                continue;
            var comma = line.IndexOf((byte)',');
            var header = comma < 0 ? line : line[..Math.Max(0, line[..comma].LastIndexOf((byte)';'))];
            hasIds ??= (header.Count((byte)';') + 1) switch
            {
                FieldsWithIds => true,
                FieldsWithoutIds => false,
                var fields => throw new MalformedLineException(
                    range.Start.Value, $"there are {fields} fields before the first object; there must be {FieldsWithIds} (event id; process id; weight; MET; METphi), or {FieldsWithoutIds} in files without ids"),
            };
            if (comma < 0)
                continue;
            var rest = line[(header.Length + 1)..];
            var end = rest.IndexOf((byte)';');
            return new EventLayout(hasIds.Value, (end < 0 ? rest : rest[..end]).Count((byte)',') != 3);
        }

        return new EventLayout(hasIds ?? true, HasEnergy: true);
    }
}
