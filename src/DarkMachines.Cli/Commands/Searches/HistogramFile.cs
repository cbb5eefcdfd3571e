using System.Globalization;
using System.Text.RegularExpressions;
using DarkMachines.Statistics.Searches;

namespace DarkMachines.Cli.Commands.Searches;

/// <summary>A histogram of a file: the only one, or one of those that cuts left.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Cut">Share of events that the cut keeps; null for a file of one histogram.</param>
/// <param name="Centre">Middle bin of the window that the cut was made for; null to look at all.</param>
/// <param name="Histogram">The histogram.</param>
internal sealed partial record HistogramFile(string File, double? Cut, int? Centre, MassHistogram Histogram)
{
    // The bins of m_JJ, in GeV, of arXiv:1805.02664, whose files hold counts only.
    private static readonly double[] CwolaEdges = [2001, 2107, 2219, 2337, 2461, 2592, 2730, 2875, 3028, 3189, 3358, 3536, 3724, 3922, 4131, 4350];

    /// <summary>
    /// Reads a table with the columns <c>low,high,count</c>, or lines of a share kept and the counts of all bins, as CWoLa
    /// hunting publishes them in files named <c>…_binI_…</c> after the middle bin I.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="edges">Edges for a file of counts only; null for those of CWoLa hunting.</param>
    /// <exception cref="UserInputException">The file is missing, or no such histogram.</exception>
    public static IReadOnlyList<HistogramFile> Read(string path, IReadOnlyList<double>? edges) =>
        Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? [ReadTable(path)] : [.. ReadCounts(path, edges ?? CwolaEdges)];

    private static HistogramFile ReadTable(string path)
    {
        var columns = new NumberColumns(path);
        double[] low = columns.Numbers("low"), high = columns.Numbers("high"), counts = columns.Numbers("count", 0);
        for (var row = 0; row < low.Length; row++)
        {
            if (high[row] <= low[row] || (row > 0 && low[row] != high[row - 1]))
                throw new UserInputException("wrong-bins", $"'{path}', row {row + 1}: each bin must begin where the one before ends, and end above.", "Give the bins in rising order without gaps.");
        }

        return new HistogramFile(Path.GetFileName(path), null, null, new MassHistogram([low[0], .. high], counts));
    }

    private static IEnumerable<HistogramFile> ReadCounts(string path, IReadOnlyList<double> edges)
    {
        var name = Path.GetFileName(path);
        int? centre = BinInName().Match(name) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
        var line = 0;
        foreach (var text in Lines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            double[] numbers = [.. text.Split((char[])[' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries).Select(word => Number(word, name, line))];
            if (numbers.Length != edges.Count)
                throw new UserInputException("wrong-line", $"{name}, line {line}: {numbers.Length} numbers, where a share kept and the counts of {edges.Count - 1} bins are expected.", "Give the edges of the bins with --edges.");
            yield return new HistogramFile(name, numbers[0], centre, new MassHistogram(edges, numbers[1..]));
        }

        if (line == 0)
            throw new UserInputException("file-empty", $"The file '{path}' has no lines.", "Fetch or write the file again.");
    }

    private static double Number(string word, string name, int line) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0
            ? number
            : throw new UserInputException("wrong-line", $"{name}, line {line}: '{word}' is no count.", "Numbers that are not negative belong there.");

    private static string[] Lines(string path)
    {
        try
        {
            return System.IO.File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("file-unreadable", $"The file '{path}' cannot be read: {exception.Message}", "Check the path.", exception);
        }
    }

    [GeneratedRegex("_bin([0-9]{1,4})_", RegexOptions.CultureInvariant)]
    private static partial Regex BinInName();
}
