using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using DarkMachines.Challenges.LhcAnomaly.Published;
using DarkMachines.Cli.Output;
using DarkMachines.Statistics;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Lhc;

/// <summary><c>darkmachines leaderboard lhc-anomaly --published DIR</c>: as table, document and comma-separated values.</summary>
internal static class PublishedBoardOutput
{
    public const string Challenge = "lhc-anomaly";

    // Rows of a table that is looked at; the other formats have all.
    private const int RowsShown = 30, FindingsShown = 8;

    public static int Print(OpenSession session, string directory, string format)
    {
        var board = new PublishedBoard(PublishedTables.Read(directory));
        var findings = PublishedAudit.Of(board);
        if (session.IsJson || format == "json")
            session.Write(Document(board, findings));
        else if (format == "csv")
            WriteCsv(session.Terminal.Output, board);
        else
            WriteTables(session.Tables, board, findings);
        return 0;
    }

    private static JsonObject Document(PublishedBoard board, IReadOnlyList<AuditFinding> findings)
    {
        var document = new JsonObject
        {
            ["challenge"] = Challenge,
            ["data"] = "published",
            ["tasks"] = board.Tasks.Count,
            ["results"] = new JsonArray([.. board.Rows.Select(Row)]),
        };
        if (board.Agreement is { } agreement)
        {
            document["stated"] = new JsonObject
            {
                ["compared"] = agreement.Compared,
                ["largestDifference"] = agreement.LargestDifference,
                ["withoutRows"] = Texts(agreement.WithoutRows),
                ["notStated"] = Texts(agreement.NotStated),
            };
        }

        if (board.Secret.Rows.Count > 0)
            document["secret"] = Secret(board.Secret);
        document["audit"] = new JsonArray([.. findings.Select(f => new JsonObject { ["code"] = f.Code, ["subject"] = f.Subject, ["evidence"] = f.Evidence })]);
        return document;
    }

    private static JsonObject Row(PublishedBoardRow row)
    {
        var metrics = new JsonObject();
        foreach (var (name, estimate) in Metrics(row))
        {
            var metric = new JsonObject { ["value"] = estimate.Value };
            if (estimate.Low is { } low && estimate.High is { } high && low != high)
                (metric["low"], metric["high"]) = (low, high);
            metrics[name] = metric;
        }

        return new JsonObject
        {
            ["rank"] = row.Rank,
            ["task"] = "all",
            ["algorithm"] = row.Model.Name,
            ["options"] = new JsonObject(),
            ["source"] = "published",
            ["status"] = "ok",
            ["metrics"] = metrics,
        };
    }

    private static IEnumerable<(string Name, Estimate Value)> Metrics(PublishedBoardRow row)
    {
        var (all, resolved) = (row.Model.Improvement, row.Model.Resolved);
        yield return ("total-improvement-min", all.Minimum);
        yield return ("total-improvement-median", all.Median);
        yield return ("total-improvement-max", all.Maximum);
        yield return ("resolved-total-improvement-median", resolved.Median);
        yield return ("auc", new(row.Model.Mean(r => r.Auc)));
        for (var point = 0; point < PublishedRow.PointNames.Count; point++)
        {
            var index = point;
            yield return ("signal-efficiency-at-" + PublishedRow.PointNames[point], new(row.Model.Mean(r => r.Efficiencies[index])));
        }

        yield return ("mean-rank-auc", new(row.MeanRanks[0]));
        for (var point = 0; point < PublishedRow.PointNames.Count; point++)
            yield return ("mean-rank-at-" + PublishedRow.PointNames[point], new(row.MeanRanks[point + 1]));
        yield return ("rank", new(row.Rank, null, row.BestRank, row.WorstRank));
    }

    private static JsonObject Secret(SecretBoard secret)
    {
        var document = new JsonObject
        {
            ["models"] = new JsonArray([.. secret.Rows.Select(row =>
            {
                var item = new JsonObject { ["rank"] = row.Rank, ["name"] = row.Secret.Model, ["secret"] = Stated(row.Secret) };
                if (row.Open is { } open)
                    (item["algorithm"], item["open"]) = (open.Model, Stated(open));
                return item;
            })]),
        };
        if (secret.Paired > 1)
        {
            var correlations = new JsonObject { ["paired"] = secret.Paired };
            foreach (var (name, value) in new[] { ("min", secret.MinimumCorrelation), ("median", secret.MedianCorrelation), ("max", secret.MaximumCorrelation) })
            {
                if (double.IsFinite(value))
                    correlations[name] = value;
            }

            document["rankCorrelation"] = correlations;
        }

        return document;
    }

    private static JsonObject Stated(StatedImprovement item) => new() { ["min"] = item.Minimum, ["median"] = item.Median, ["max"] = item.Maximum };

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static void WriteCsv(TextWriter output, PublishedBoard board)
    {
        using var csv = CsvWriter.Create(output, new CsvWriterOptions(), leaveOpen: true);
        csv.WriteRecord(["rank", "algorithm", "metric", "value", "low", "high"]);
        foreach (var row in board.Rows)
        {
            foreach (var (name, value) in Metrics(row))
                csv.WriteRecord([Text(row.Rank), row.Model.Name, name, Text(value.Value), Text(value.Low), Text(value.High)]);
        }

        static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
    }

    private static void WriteTables(IAnsiConsole console, PublishedBoard board, IReadOnlyList<AuditFinding> findings)
    {
        console.WriteLine(Text($"{Challenge}, published tables: {board.Rows.Count} models on {board.Tasks.Count} signals and channels, by median total improvement"));
        var table = TextTable.Of("rank", "rounding allows", "model", "TI min", "median", "max", "median of resolved points", "mean AUC", "mean rank AUC", "1e-2", "1e-3", "1e-4");
        foreach (var row in board.Rows.Take(RowsShown))
        {
            var (all, resolved) = (row.Model.Improvement, row.Model.Resolved);
            table.AddRow(TextTable.Cells([
                Text($"{row.Rank:0.#}"), row.BestRank == row.WorstRank ? "" : Text($"{row.BestRank} to {row.WorstRank}"), row.Model.Name,
                Number(all.Minimum.Value), Number(all.Median.Value), Number(all.Maximum.Value), Number(resolved.Median.Value),
                Text($"{row.Model.Mean(r => r.Auc):0.000}"), .. row.MeanRanks.Select(rank => Text($"{rank:0.0}"))]));
        }

        console.Write(table);
        if (board.Rows.Count > RowsShown)
            console.WriteLine(Text($"and {board.Rows.Count - RowsShown} more; --format csv and --json have all."));
        if (board.Agreement is { } agreement)
            console.WriteLine(Text($"Total improvements stated in the tables: {agreement.Compared} compared, largest difference {agreement.LargestDifference:0.0e-0}; {agreement.WithoutRows.Count} without complete rows here, {agreement.NotStated.Count} not stated."));
        WriteSecret(console, board.Secret);
        WriteFindings(console, findings);
    }

    private static void WriteSecret(IAnsiConsole console, SecretBoard secret)
    {
        if (secret.Rows.Count == 0)
            return;
        console.WriteLine();
        console.WriteLine("Secret set, beside the open one");
        var table = TextTable.Of("rank", "model", "secret TI min", "median", "max", "open TI min", "median", "max");
        foreach (var row in secret.Rows)
            table.AddRow(TextTable.Cells([Text($"{row.Rank:0.#}"), row.Secret.Model, .. Numbers(row.Secret), .. row.Open is { } open ? Numbers(open) : ["", "", ""]]));
        console.Write(table);
        console.WriteLine(Text($"Rank correlation (Spearman) over {secret.Paired} models: minimum {secret.MinimumCorrelation:0.00}, median {secret.MedianCorrelation:0.00}, maximum {secret.MaximumCorrelation:0.00}."));
    }

    private static void WriteFindings(IAnsiConsole console, IReadOnlyList<AuditFinding> findings)
    {
        console.WriteLine();
        console.WriteLine(Text($"Audit: {findings.Count} findings"));
        foreach (var kind in findings.GroupBy(finding => finding.Code))
        {
            foreach (var finding in kind.Take(FindingsShown))
                console.WriteLine($"  {finding.Code}: {finding.Subject}: {finding.Evidence}.");
            if (kind.Count() > FindingsShown)
                console.WriteLine(Text($"  {kind.Key}: and {kind.Count() - FindingsShown} more; --json has all."));
        }
    }

    private static string[] Numbers(StatedImprovement item) => [Number(item.Minimum), Number(item.Median), Number(item.Maximum)];

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
