namespace DarkMachines.Challenges.LhcAnomaly.Published;

/// <summary>
/// The tables of a folder, each known by its first line: result tables (<c>Signal,Model,Chan,AUC,1e-2,1e-3,1e-4</c>), total
/// improvements (<c>Model,MinTotalImprovement,…</c>), and the board of the secret set (<c>Model,MinSigI,MaxSigI,MedianSigI</c>).
/// </summary>
/// <param name="Rows">The rows of all result tables.</param>
/// <param name="Stated">Total improvements that a table states, in its order.</param>
/// <param name="Secret">The board of the secret set, in its order; its names are short ones.</param>
/// <param name="ShortNames">The model that a short name stands for, where a table of total improvements tells.</param>
/// <param name="Ignored">Files that are none of these tables.</param>
public sealed record PublishedTables(
    IReadOnlyList<PublishedRow> Rows, IReadOnlyList<StatedImprovement> Stated, IReadOnlyList<StatedImprovement> Secret,
    IReadOnlyDictionary<string, string> ShortNames, IReadOnlyList<string> Ignored)
{
    private static readonly string[] Channels = ["1", "2a", "2b", "3"];

    private static readonly string[] ResultColumns = ["Signal", "Model", "Chan", "AUC", .. PublishedRow.PointNames];
    private static readonly string[] StatedColumns = ["Model", "MinTotalImprovement", "MedianTotalImprovement", "MaxTotalImprovement"];
    private static readonly string[] SecretColumns = ["Model", "MinSigI", "MedianSigI", "MaxSigI"];

    /// <summary>Reads the CSV files of a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="UserInputException">The folder is missing or has no result table, or a line of a table is wrong.</exception>
    public static PublishedTables Read(string directory)
    {
        if (!Directory.Exists(directory))
            throw new UserInputException("folder-missing", $"There is no folder '{directory}'.", "Name the folder of the result tables.");
        return Read(Directory.EnumerateFiles(directory, "*.csv").Order(StringComparer.Ordinal), directory);
    }

    /// <summary>Reads CSV files.</summary>
    /// <param name="files">Paths of the files.</param>
    /// <param name="origin">What to call them all in an error.</param>
    /// <exception cref="UserInputException">None is a result table, or a line of a table is wrong.</exception>
    public static PublishedTables Read(IEnumerable<string> files, string origin)
    {
        ArgumentNullException.ThrowIfNull(files);
        List<PublishedRow> rows = [];
        List<StatedImprovement> stated = [], secret = [];
        List<string> ignored = [];
        var shortNames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using var table = new TableReader(file);
            if (table.Has("Signal") || table.Has("Chan"))
                rows.AddRange(Results(table));
            else if (table.Has("ShortName"))
                AddShortNames(table, shortNames);
            else if (table.Has("MedianTotalImprovement"))
                stated.AddRange(Improvements(table, StatedColumns));
            else if (table.Has("MedianSigI"))
                secret.AddRange(Improvements(table, SecretColumns));
            else
                ignored.Add(Path.GetFileName(file));
        }

        if (rows.Count == 0)
            throw new UserInputException("no-tables", $"'{origin}' has no result table: none of its .csv files begins with the line {string.Join(',', ResultColumns)}.", "Name the folder of the result tables.");
        RequireUnique(rows);
        return new PublishedTables(rows, stated, secret, shortNames, ignored);
    }

    private static IEnumerable<PublishedRow> Results(TableReader table)
    {
        table.Require(ResultColumns);
        while (table.Next())
        {
            var channel = table.Text("Chan");
            if (!Channels.Contains(channel))
                throw table.Error($"the channel '{TableReader.Quoted(channel)}'", $"Channels are {string.Join(", ", Channels)}.");
            double[] efficiencies = [.. PublishedRow.PointNames.Select(point => table.Number(point, 0, 1))];
            yield return new PublishedRow(table.Text("Signal"), table.Text("Model"), channel, table.Number("AUC", 0, 1), efficiencies, table.Place);
        }
    }

    private static IEnumerable<StatedImprovement> Improvements(TableReader table, string[] columns)
    {
        table.Require(columns);
        while (table.Next())
            yield return new StatedImprovement(table.Text(columns[0]), Number(1), Number(2), Number(3));

        double Number(int column) => table.Number(columns[column], 0, double.MaxValue);
    }

    // The short names were written for LaTeX.
    private static void AddShortNames(TableReader table, Dictionary<string, string> names)
    {
        table.Require(["Model", "ShortName"]);
        while (table.Next())
            names[table.Text("ShortName").Replace("$", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)] = table.Text("Model");
    }

    private static void RequireUnique(List<PublishedRow> rows)
    {
        var seen = new Dictionary<(string, string, string), PublishedRow>();
        foreach (var row in rows)
        {
            if (!seen.TryAdd((row.Model, row.Signal, row.Channel), row))
            {
                var first = seen[(row.Model, row.Signal, row.Channel)].Source;
                throw new UserInputException(
                    "duplicate-row", $"{row.Source.File}, line {row.Source.Line}: '{row.Model}' on {row.Signal} in channel {row.Channel} was already given in {first.File}, line {first.Line}.",
                    "Keep one of the two.");
            }
        }
    }
}
