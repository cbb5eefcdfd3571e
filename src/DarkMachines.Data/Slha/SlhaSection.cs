using System.Globalization;

namespace DarkMachines.Data.Slha;

/// <summary>A section of an SLHA file: a line that opens it, and what follows up to the next.</summary>
/// <param name="Head">The line that opens it.</param>
/// <param name="Lines">Those that follow, comments and blank lines among them.</param>
public abstract record SlhaSection(SlhaLine Head, IReadOnlyList<SlhaLine> Lines);

/// <summary>A section of a kind that is kept as it stands, such as <c>XSECTION</c>.</summary>
/// <inheritdoc/>
public sealed record SlhaOther(SlhaLine Head, IReadOnlyList<SlhaLine> Lines) : SlhaSection(Head, Lines);

/// <summary>A block of entries: whole numbers as indices, and a value.</summary>
/// <param name="Name">Its name as it is written; names differ by more than case.</param>
/// <param name="Scale">The renormalisation scale Q in GeV; null if none is given.</param>
/// <param name="Head">The line that opens it.</param>
/// <param name="Lines">Those that follow.</param>
public sealed record SlhaBlock(string Name, double? Scale, SlhaLine Head, IReadOnlyList<SlhaLine> Lines) : SlhaSection(Head, Lines)
{
    /// <summary>Makes a block of numbers.</summary>
    /// <param name="name">Its name, one word.</param>
    /// <param name="scale">The scale Q in GeV; null for none.</param>
    /// <param name="entries">Indices and value of each entry.</param>
    public static SlhaBlock Of(string name, double? scale, IEnumerable<(IReadOnlyList<int> Indices, double Value)> entries)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(entries);
        string[] head = scale is { } q ? ["Block", name, "Q=", SlhaNumber.Write(q)] : ["Block", name];
        return new SlhaBlock(name, scale, new SlhaLine(0, head), [.. entries.Select(entry => new SlhaLine(0, Words(entry.Indices, entry.Value)))]);
    }

    /// <summary>The line of an entry, the first if there are several; null if there is none.</summary>
    /// <param name="indices">Its indices; none for the value of a block without.</param>
    public SlhaLine? Entry(params IReadOnlyList<int> indices) => Lines.FirstOrDefault(line => line.HasIndices(indices));

    private static string[] Words(IReadOnlyList<int> indices, double value) =>
        [.. indices.Select(index => index.ToString(CultureInfo.InvariantCulture)), SlhaNumber.Write(value)];
}

/// <summary>The decays of a particle.</summary>
/// <param name="Particle">Its number in the scheme of the Particle Data Group.</param>
/// <param name="Width">Total width in GeV; null where it is left to the reader (<c>Auto</c>).</param>
/// <param name="Channels">The channels.</param>
/// <param name="Head">The line that opens the section.</param>
/// <param name="Lines">Those that follow.</param>
public sealed record SlhaDecay(int Particle, double? Width, IReadOnlyList<SlhaChannel> Channels, SlhaLine Head, IReadOnlyList<SlhaLine> Lines)
    : SlhaSection(Head, Lines);

/// <summary>One channel of a decay.</summary>
/// <param name="BranchingRatio">Its share of the total width.</param>
/// <param name="Products">Numbers of the particles it ends in.</param>
public sealed record SlhaChannel(double BranchingRatio, IReadOnlyList<int> Products);
