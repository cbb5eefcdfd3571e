namespace DarkMachines.Data.Slha;

/// <summary>One line of an SLHA file.</summary>
/// <param name="Number">Its number in the file, counted from 1; 0 for a line that comes from no file.</param>
/// <param name="Words">What stands before the comment, word by word as it is written; empty for a line of comment, or a blank one.</param>
/// <param name="Comment">What follows the <c>#</c>; null without one.</param>
public sealed record SlhaLine(int Number, IReadOnlyList<string> Words, string? Comment = null)
{
    /// <summary>True if the line begins with these whole numbers and has one word more: an entry's indices and its value.</summary>
    /// <param name="indices">The indices; none for a block of one value, such as <c>ALPHA</c>.</param>
    public bool HasIndices(IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (Words.Count != indices.Count + 1)
            return false;
        for (var i = 0; i < indices.Count; i++)
        {
            if (!SlhaNumber.TryParseWhole(Words[i], out var index) || index != indices[i])
                return false;
        }

        return true;
    }
}
