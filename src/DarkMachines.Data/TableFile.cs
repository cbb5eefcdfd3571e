using System.Globalization;
using System.IO.Compression;

namespace DarkMachines.Data;

/// <summary>
/// Reads tables: CSV with or without a line of names; NPY of one or two axes; and <c>file.npz#array</c>, an array of an NPZ
/// file as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write it.
/// </summary>
public static class TableFile
{
    private const string Archive = ".npz";
    private const char ArraySeparator = '#';

    /// <summary>Reads a table.</summary>
    /// <param name="specification">The path, of an NPZ file with <c>#</c> and the array's name.</param>
    /// <param name="texts">Names of columns to read as text; those that the table lacks are left out.</param>
    /// <exception cref="UserInputException">
    /// The file is missing, of no known kind (<c>unknown-table</c>), damaged, empty, or a value is no number.
    /// </exception>
    public static DataTable Read(string specification, params IReadOnlyCollection<string> texts)
    {
        ArgumentException.ThrowIfNullOrEmpty(specification);
        var (path, array) = Split(specification);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".CSV" => CsvTable.Read(path, texts),
            ".NPY" => Of(specification, ReadArray(path), texts),
            ".NPZ" => Of(specification, ReadArchived(path, array), texts),
            _ => throw new UserInputException(
                "unknown-table", $"'{specification}' is no table of a known kind, by its extension.", "Give a .csv, .npy or .npz file; of an .npz file name the array as in file.npz#array."),
        };
    }

    /// <summary>Reads columns of a table; of a table with names only these, whatever stands in the others.</summary>
    /// <param name="specification">As for <see cref="Read"/>.</param>
    /// <param name="columns">The names wanted; those that the table lacks are left out.</param>
    /// <exception cref="UserInputException">As for <see cref="Read"/>.</exception>
    public static DataTable ReadColumns(string specification, IReadOnlyCollection<string> columns) =>
        IsText(specification) && CsvTable.Names(specification) is { } names ? CsvTable.Read(specification, [.. names.Except(columns)]) : Read(specification);

    /// <summary>The names that a table's file gives its columns; null if it gives none.</summary>
    /// <param name="specification">As for <see cref="Read"/>.</param>
    /// <exception cref="UserInputException">The file cannot be read, or its names are not distinct.</exception>
    public static IReadOnlyList<string>? NamesIn(string specification)
    {
        ArgumentException.ThrowIfNullOrEmpty(specification);
        return IsText(specification) ? CsvTable.Names(specification) : null;
    }

    /// <summary>Reads all columns of a table as text, such as labels.</summary>
    /// <param name="specification">As for <see cref="Read"/>.</param>
    /// <returns>The columns in the file's order, with their names; those of a file without names are numbered.</returns>
    /// <exception cref="UserInputException">As for <see cref="Read"/>.</exception>
    public static IReadOnlyList<KeyValuePair<string, string[]>> ReadTexts(string specification)
    {
        ArgumentException.ThrowIfNullOrEmpty(specification);
        if (IsText(specification))
            return CsvTable.ReadTexts(specification);
        var rows = Read(specification).Rows;
        return [.. rows.Features.Select((feature, j) => KeyValuePair.Create(
            feature.Name, Enumerable.Range(0, rows.RowCount).Select(i => rows.Row(i)[j].ToString(CultureInfo.InvariantCulture)).ToArray()))];
    }

    /// <summary>True if the text names a file that is there, or an array of one.</summary>
    /// <param name="specification">What the user wrote.</param>
    public static bool Exists(string specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return File.Exists(Split(specification).Path);
    }

    internal static bool IsText(string path) => Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);

    internal static (string Path, string Array) Split(string specification)
    {
        var mark = specification.LastIndexOf(Archive + ArraySeparator, StringComparison.OrdinalIgnoreCase);
        return mark < 0
            ? (specification, "")
            : (specification[..(mark + Archive.Length)], specification[(mark + Archive.Length + 1)..]);
    }

    private static NpyArray<float> ReadArray(string path)
    {
        using var stream = UserFile.Open(path);
        return NpyFile.ReadNumbers<float>(stream, stream.Length, path);
    }

    private static NpyArray<float> ReadArchived(string path, string array)
    {
        try
        {
            using var stream = UserFile.Open(path);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            using var content = Entry(archive, path, ref array).Open();
            return NpyFile.ReadNumbers<float>(content, archive.GetEntry(array + ".npy")!.Length, $"{path}{ArraySeparator}{array}");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new UserInputException("npz-damaged", $"'{path}' is no NPZ file, or is damaged.", "Write it again with numpy.savez.", e);
        }
    }

    internal static ZipArchiveEntry Entry(ZipArchive archive, string path, ref string array)
    {
        var names = archive.Entries.Where(e => e.FullName.EndsWith(".npy", StringComparison.Ordinal)).Select(e => e.FullName[..^".npy".Length]).ToArray();
        if (array is "" && names.Length == 1)
            array = names[0];
        return archive.GetEntry(array + ".npy") ?? throw new UserInputException(
            "unknown-array",
            array is "" ? $"'{path}' holds several arrays, and none is named." : $"'{path}' has no array '{array}'.",
            $"Name one of its arrays, as in {Path.GetFileName(path)}{ArraySeparator}NAME: {string.Join(", ", names)}.");
    }

    private static DataTable Of(string specification, NpyArray<float> array, IReadOnlyCollection<string> texts)
    {
        var columns = array.Shape.Count switch
        {
            1 => 1,
            2 when array.Shape[1] > 0 => array.Shape[1],
            _ => throw new UserInputException(
                "npy-unsupported", $"'{specification}' has the shape ({string.Join(", ", array.Shape)}); a table has rows and columns.", "Reshape it to two axes before saving it."),
        };
        return Without(new DataTable(DataTable.Numbered(columns), HasNames: false, array.Values, new Dictionary<string, string[]>()), texts);
    }

    // Columns of an array that are asked for as text are numbers all the same.
    private static DataTable Without(DataTable table, IReadOnlyCollection<string> texts)
    {
        var taken = table.Features.Where(feature => texts.Contains(feature.Name)).ToArray();
        if (taken.Length == 0)
            return table;
        var rows = table.Rows;
        Dictionary<string, string[]> columns = [];
        foreach (var feature in taken)
            columns[feature.Name] = [.. rows.SelectColumns([feature.Name]).Values.ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture))];
        string[] kept = [.. table.Features.Except(taken).Select(feature => feature.Name)];
        return kept.Length == 0
            ? table with { Features = [], Values = [], Texts = columns }
            : table with { Features = rows.SelectColumns(kept).Features, Values = rows.SelectColumns(kept).Values.ToArray(), Texts = columns };
    }
}
