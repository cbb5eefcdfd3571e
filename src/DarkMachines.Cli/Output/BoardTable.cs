using System.Globalization;
using DarkMachines.Challenges;
using DarkMachines.Hosting.Results;
using Spectre.Console;

namespace DarkMachines.Cli.Output;

/// <summary>A board as a table for people.</summary>
internal static class BoardTable
{
    private static readonly (string Metric, string Title)[] Columns =
    [
        ("true-negative-rate", "TN"),
        ("true-positive-rate", "TP"),
        ("auc", "AUC"),
        ("average-precision", "AP"),
        ("log-loss", "log-loss"),
        ("total-improvement-min", "TI min"),
        ("total-improvement-max", "TI max"),
        ("signal-efficiency-at-1e-2", "eS at 1e-2"),
        ("signal-efficiency-at-1e-3", "eS at 1e-3"),
    ];

    public static void Write(IAnsiConsole console, IChallenge challenge, string data, IReadOnlyList<BoardRow> rows)
    {
        console.WriteLine($"{challenge.Name} (version {challenge.Version}), {data} data: {challenge.Summary}");
        foreach (var own in rows.GroupBy(row => row.Task))
        {
            if (own.All(row => row.Source == "published"))
                continue;
            var description = challenge.Tasks.FirstOrDefault(task => task.Name == own.Key)?.Description;
            console.WriteLine();
            console.WriteLine(description is null ? $"Task {own.Key}" : $"Task {own.Key}: {description}");
            WriteTask(console, challenge.PrimaryMetric, data, [.. own]);
        }

        RankTable.Write(console, MeanRanks.Of(challenge, rows));
        console.WriteLine();
        console.WriteLine("Mean ± standard deviation over runs; in brackets the 95 % interval of the mean. Equal ranks: the difference is not resolved.");
    }

    private static void WriteTask(IAnsiConsole console, string primary, string data, BoardRow[] rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        var columns = Columns.Where(c => c.Metric != primary && rows.Any(row => row.Metrics.ContainsKey(c.Metric))).ToArray();
        foreach (var title in (string[])["rank", "entrant", "source", primary, "interval", .. columns.Select(c => c.Title), "fit s", "score s"])
            table.AddColumn(title, column => column.NoWrap());
        var notes = new List<string>();
        foreach (var row in rows)
            table.AddRow([.. Cells(row, primary, columns, data, notes).Select(cell => new Text(cell))]);
        console.Write(table);
        for (var i = 0; i < notes.Count; i++)
            console.WriteLine($"  [{i + 1}] {notes[i]}");
    }

    private static IEnumerable<string> Cells(BoardRow row, string primary, (string Metric, string Title)[] columns, string data, List<string> notes)
    {
        yield return row.Rank.ToString(CultureInfo.InvariantCulture);
        yield return row.Algorithm + OptionsSet(row) + Footnote(row, notes);
        yield return row.Source == "published" ? "published" : row.Trial!.Data == "real" && data == "real" ? row.Source : $"{row.Source}, {row.Trial.Data}";
        if (row.Status != TrialStatus.Ok)
        {
            yield return row.Status;
            yield break;
        }

        yield return Value(row, primary);
        yield return row.Metrics[primary] is { Low: { } low, High: { } high } ? $"[{Number(low)}, {Number(high)}]" : "";
        foreach (var (metric, _) in columns)
            yield return Value(row, metric);
        yield return Seconds(row.Trial?.FitSeconds);
        yield return Seconds(row.Trial?.ScoreSeconds);
    }

    private static string OptionsSet(BoardRow row) => row.Trial?.Label is { Length: > 0 } label ? $" ({label})" : "";

    private static string Footnote(BoardRow row, List<string> notes)
    {
        var note = row.Trial?.Reason ?? row.Note;
        if (note is null)
            return "";
        var place = notes.IndexOf(note);
        if (place < 0)
        {
            notes.Add(note);
            place = notes.Count - 1;
        }

        return string.Create(CultureInfo.InvariantCulture, $" [{place + 1}]");
    }

    private static string Value(BoardRow row, string metric) => !row.Metrics.TryGetValue(metric, out var estimate) ? ""
        : estimate.Spread is { } spread ? $"{Number(estimate.Value)} ± {Number(spread)}"
        : Number(estimate.Value);

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Seconds(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";
}
