using System.Globalization;
using DarkMachines.Challenges;
using DarkMachines.Hosting.Results;
using DarkMachines.Statistics;
using Spectre.Console;

namespace DarkMachines.Cli.Output;

/// <summary>The search among unlabelled objects as tables for people.</summary>
internal static class CandidateTable
{
    /// <summary>How many objects reach each threshold in one run, an entrant a line.</summary>
    public static void WriteCounts(IAnsiConsole console, IReadOnlyList<(TrialResult Entrant, CandidateReport Report)> searches)
    {
        if (searches.Count == 0)
            return;
        console.WriteLine();
        console.WriteLine("Unidentified objects per run whose signal probability reaches the threshold (mean ± standard deviation over runs), and the highest mean:");
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in (string[])["task", "entrant", .. searches[0].Report.Thresholds.Select(Threshold), "first candidate"])
            table.AddColumn(title, column => column.NoWrap());
        foreach (var (entrant, report) in searches)
        {
            var first = report.Candidates[0];
            table.AddRow([.. new[] { entrant.Task, entrant.Algorithm }
                .Concat(report.CountsPerRun.Select(Count))
                .Append(string.Create(CultureInfo.InvariantCulture, $"{first.Name} {first.Mean:0.000} ± {first.Spread:0.000}"))
                .Select(cell => new Text(cell))]);
        }

        console.Write(table);
    }

    /// <summary>The candidates of one entrant.</summary>
    public static void WriteCandidates(IAnsiConsole console, TrialResult entrant, CandidateReport report, int top)
    {
        console.WriteLine($"{entrant.Task} {entrant.Algorithm}: the {Math.Min(top, report.Candidates.Count)} highest of {report.Candidates.Count}; columns ≥ t count the runs that reach t");
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in (string[])["index", "name", "mean", "spread", .. report.Thresholds.Select(Threshold)])
            table.AddColumn(title, column => column.NoWrap());
        foreach (var candidate in report.Candidates.Take(top))
        {
            table.AddRow([.. new[]
                {
                    candidate.Index.ToString(CultureInfo.InvariantCulture),
                    candidate.Name,
                    candidate.Mean.ToString("0.0000", CultureInfo.InvariantCulture),
                    candidate.Spread.ToString("0.0000", CultureInfo.InvariantCulture),
                }
                .Concat(candidate.RunsAtThreshold.Select(runs => runs.ToString(CultureInfo.InvariantCulture)))
                .Select(cell => new Text(cell))]);
        }

        console.Write(table);
    }

    private static string Threshold(double threshold) => string.Create(CultureInfo.InvariantCulture, $"≥ {threshold:0.##}");

    private static string Count(Estimate count) => string.Create(CultureInfo.InvariantCulture, $"{count.Value:0.0} ± {count.Spread:0.0}");
}
