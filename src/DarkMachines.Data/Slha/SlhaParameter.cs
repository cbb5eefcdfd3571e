namespace DarkMachines.Data.Slha;

/// <summary>A model's parameter as an entry of a block.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Block">The block, in whatever case.</param>
/// <param name="Entry">The entry's indices; empty for the value of a block without.</param>
/// <param name="Unit">Its unit, such as <c>GeV</c>.</param>
/// <param name="Description">One line that says what it is.</param>
/// <param name="Scale">The scale Q in GeV at which it is wanted; null to take the first block of that name.</param>
/// <param name="Min">Least value that models were trained on; null if it is not known.</param>
/// <param name="Max">Greatest value that models were trained on; null if it is not known.</param>
public sealed record SlhaParameter(
    string Name, string Block, IReadOnlyList<int> Entry, string Unit = "", string Description = "", double? Scale = null, float? Min = null, float? Max = null)
{
    /// <summary>The range that models were trained on; null if it is not known.</summary>
    public ValidRange? Range => Min is { } low && Max is { } high ? new ValidRange(low, high) : null;

    /// <summary>Its value in a spectrum.</summary>
    /// <param name="file">The spectrum.</param>
    /// <exception cref="UserInputException">The entry is missing (<c>parameter-missing</c>) or is no finite number (<c>not-a-number</c>).</exception>
    public double Read(SlhaFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var block = file.Block(Block, Scale) ?? throw Missing(file, $"no block {Block}");
        var line = block.Entry(Entry) ?? throw Missing(
            file, FormattableString.Invariant($"no entry {string.Join(' ', Entry)} in the block {block.Name} of line {block.Head.Number}"));
        return SlhaNumber.TryParse(line.Words[^1], out var value) && double.IsFinite(value)
            ? value
            : throw new UserInputException(
                "not-a-number",
                FormattableString.Invariant($"Line {line.Number} of '{file.Source}' gives '{line.Words[^1]}' for {Name}, which must be a finite number."),
                "Correct the line, or write the file again with its generator.");
    }

    private UserInputException Missing(SlhaFile file, string what) => new(
        "parameter-missing", $"'{file.Source}' has {what}, where parameter {Name} is read.", "Give a spectrum that holds it, or another mapping with --parameters FILE.");
}
