using System.Globalization;
using DarkMachines.Data;

namespace DarkMachines.Challenges.Tabular;

/// <summary>
/// Sets in ADBench's layout: NPZ archives with the rows as <c>X</c> and a 1 for each anomaly as <c>y</c>. A set's name is
/// the file's in lower case, without the number that ADBench puts before it.
/// </summary>
internal static class TabularFiles
{
    /// <summary>The folder below the data root; without it, the files may lie in the root itself.</summary>
    public const string Folder = "tables";

    /// <summary>Reads all sets under a data root, in the order of their names; none if there are no files.</summary>
    /// <exception cref="UserInputException">There is no such folder, two sets have one name, or a file is no such set.</exception>
    public static IReadOnlyList<TabularSet> ReadAll(string dataRoot)
    {
        if (!Directory.Exists(dataRoot))
            throw new UserInputException("data-root-missing", $"There is no folder '{dataRoot}'.", "Name the folder that holds the data.");
        var folder = Path.Combine(dataRoot, Folder);
        var paths = Directory.GetFiles(Directory.Exists(folder) ? folder : dataRoot, "*.npz");
        var sets = paths.Select(Read).OrderBy(set => set.Name, StringComparer.Ordinal).ToArray();
        if (sets.GroupBy(set => set.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UserInputException("set-name-twice", $"Two files of '{dataRoot}' hold a set '{twice.Key}'.", "Rename or remove one of them.");
        return sets;
    }

    private static string NameOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path).ToLowerInvariant();
        var afterNumber = name.TrimStart([.. "0123456789"]);
        return afterNumber.Length > 1 && afterNumber.Length < name.Length && afterNumber[0] == '_' ? afterNumber[1..] : name;
    }

    private static TabularSet Read(string path)
    {
        var rows = TableFile.Read($"{path}#X").Rows;
        var labels = TableFile.Read($"{path}#y").Values;
        if (labels.Length != rows.RowCount)
            throw NoSet(path, $"X has {rows.RowCount} rows and y {labels.Length} values; there must be a label for each row");
        if (labels.Any(label => label is not (0 or 1)))
            throw NoSet(path, "a value of y is neither 0 (normal) nor 1 (anomaly)");
        if (rows.Values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) is var place and >= 0)
            throw NoSet(path, string.Create(CultureInfo.InvariantCulture, $"X is {rows.Values[place]} in row {place / rows.ColumnCount} (counted from 0); every value must be finite"));

        var isAnomaly = Array.ConvertAll(labels, label => label == 1);
        var anomalies = isAnomaly.Count(anomaly => anomaly);
        if (Math.Min(anomalies, isAnomaly.Length - anomalies) < TabularSet.FewestOfAKind)
            throw NoSet(path, $"{anomalies} of {isAnomaly.Length} rows are anomalous; at least {TabularSet.FewestOfAKind} must be, and as many normal");
        return new TabularSet(NameOf(path), rows, isAnomaly);
    }

    private static UserInputException NoSet(string path, string what) => new(
        "table-unusable", $"The file '{path}' is no set of tabular-anomaly: {what}.", "Mend the file, or move it out of the folder.");
}
