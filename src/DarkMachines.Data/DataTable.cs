namespace DarkMachines.Data;

/// <summary>A table that a user brought: columns of numbers, and those columns that were asked for as text.</summary>
/// <param name="Features">The columns of numbers, in the file's order.</param>
/// <param name="HasNames">True if the columns' names are the file's; false if they are numbered <c>x0</c>, <c>x1</c> and so on.</param>
/// <param name="Values">Row-major, <c>rows × columns</c>; NaN where a value is missing.</param>
/// <param name="Texts">The columns that were asked for as text, by name.</param>
public sealed record DataTable(
    IReadOnlyList<Feature> Features, bool HasNames, float[] Values, IReadOnlyDictionary<string, string[]> Texts)
{
    /// <summary>The numbers as a table.</summary>
    /// <exception cref="UserInputException">There are no columns of numbers.</exception>
    public FeatureTable Rows => Features.Count > 0
        ? new FeatureTable(Features, Values)
        : throw new UserInputException("no-columns", "The table has no columns of numbers.", "Give it at least one column beside the labels.");

    /// <summary>Names for the columns of a file without any.</summary>
    internal static Feature[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(j => new Feature(FormattableString.Invariant($"x{j}")))];
}
