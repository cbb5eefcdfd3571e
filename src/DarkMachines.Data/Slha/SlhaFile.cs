namespace DarkMachines.Data.Slha;

/// <summary>
/// A file of the SUSY Les Houches Accord: blocks of parameters, decays, and whatever else generators add, in their order
/// and with their comments (Skands et al., JHEP 07 (2004) 036; Allanach et al., Comput. Phys. Commun. 180 (2009) 8).
/// </summary>
/// <param name="Source">Where it comes from, for messages.</param>
/// <param name="Heading">The lines before the first section.</param>
/// <param name="Sections">The sections.</param>
public sealed record SlhaFile(string Source, IReadOnlyList<SlhaLine> Heading, IReadOnlyList<SlhaSection> Sections)
{
    /// <summary>The blocks, in the file's order; one name may occur at several scales.</summary>
    public IEnumerable<SlhaBlock> Blocks => Sections.OfType<SlhaBlock>();

    /// <summary>The decays, in the file's order.</summary>
    public IEnumerable<SlhaDecay> Decays => Sections.OfType<SlhaDecay>();

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="UserInputException">It cannot be read, or a line breaks the accord (<c>slha-malformed</c>); the message gives the line.</exception>
    public static SlhaFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new StreamReader(UserFile.Open(path));
        return SlhaReader.Read(reader, path);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <exception cref="UserInputException">A line breaks the accord (<c>slha-malformed</c>).</exception>
    public static SlhaFile Parse(TextReader text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(source);
        return SlhaReader.Read(text, source);
    }

    /// <summary>A block by its name, in whatever case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="scale">The scale Q in GeV: of several blocks the one that is nearest by ratio. Without it the first block is taken.</param>
    /// <returns>The block; null if there is none of that name.</returns>
    public SlhaBlock? Block(string name, double? scale = null)
    {
        var blocks = Blocks.Where(block => block.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return scale is { } wanted
            ? blocks.MinBy(block => block.Scale is { } q ? Math.Abs(Math.Log(q / wanted)) : double.PositiveInfinity)
            : blocks.FirstOrDefault();
    }

    /// <summary>Writes the file: words and comments as they are, with blanks of its own between them.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var line in Heading)
            WriteLine(writer, line, "");
        foreach (var section in Sections)
        {
            WriteLine(writer, section.Head, "");
            foreach (var line in section.Lines)
                WriteLine(writer, line, "  ");
        }
    }

    private static void WriteLine(TextWriter writer, SlhaLine line, string indent)
    {
        if (line.Words.Count > 0)
        {
            writer.Write(indent);
            writer.Write(string.Join("  ", line.Words));
        }

        if (line.Comment is not null)
        {
            writer.Write(line.Words.Count > 0 ? "   #" : "#");
            writer.Write(line.Comment);
        }

        writer.Write('\n');
    }
}
