using System.Globalization;
using CsvHelper;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Cli.Output;

/// <summary>A board as comma-separated values: one line a row and metric.</summary>
internal static class BoardCsv
{
    public static void Write(TextWriter output, string data, IEnumerable<BoardRow> rows)
    {
        using var csv = CsvWriter.Create(output, new CsvWriterOptions(), leaveOpen: true);
        WriteLine(csv, "task", "rank", "algorithm", "options", "source", "data", "status", "metric", "value", "spread", "low", "high", "seed", "repeats", "id", "note");
        foreach (var row in rows)
        {
            if (row.Metrics.Count == 0)
                WriteRow(csv, data, row, "", null);
            foreach (var (metric, estimate) in row.Metrics)
                WriteRow(csv, data, row, metric, estimate);
        }
    }

    private static void WriteRow(CsvWriter csv, string data, BoardRow row, string metric, Statistics.Estimate? estimate) => WriteLine(
        csv, row.Task, row.Rank, row.Algorithm, row.Options.ToJsonString(), row.Source, row.Trial is null ? "" : data, row.Status,
        metric, estimate?.Value, estimate?.Spread, estimate?.Low, estimate?.High,
        row.Trial?.Seed, row.Trial?.Repeats, row.Trial?.Id, row.Trial?.Reason ?? row.Note);

    private static void WriteLine(CsvWriter csv, params object?[] fields) =>
        csv.WriteRecord([.. fields.Select(field => Convert.ToString(field, CultureInfo.InvariantCulture) ?? "")]);
}
