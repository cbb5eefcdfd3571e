using System.Globalization;
using DarkMachines.Onnx;
using Spectre.Console;

namespace DarkMachines.Cli.Output;

/// <summary>An inspection as tables for people: what it is, its columns, its operators, and the findings as sentences.</summary>
internal static class InspectionTable
{
    public static void Write(IAnsiConsole console, OnnxInspection inspection)
    {
        WriteFacts(console, inspection);
        WriteColumns(console, inspection);
        WriteOperators(console, inspection);
        console.WriteLine();
        foreach (var finding in inspection.Findings)
            console.WriteLine($"{Options.KebabCase(finding.Severity.ToString())} ({finding.Code}): {finding.Message} {(finding.Severity == FindingSeverity.Information ? "" : finding.Remedy)}".TrimEnd());
        console.WriteLine(inspection.IsUsable ? "The model can be used." : "The model cannot be used like this.");
    }

    private static void WriteFacts(IAnsiConsole console, OnnxInspection inspection)
    {
        var file = inspection.File;
        var table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumns("", "");
        table.Columns[0].NoWrap();
        Row("model", file.Path);
        Row("kind", inspection.Kind is { } kind ? $"{kind.Word()}, by {inspection.KindFrom}" : "unknown");
        Row("reads", inspection.ScoreOutput is { } output ? $"output '{output}'" : "");
        Row("direction", inspection.ScoreDirection is { } side ? $"{Options.KebabCase(side.ToString())}, by {inspection.ScoreDirectionFrom}" : "");
        Row("inputs", string.Join("; ", file.Inputs));
        Row("outputs", string.Join("; ", file.Outputs));
        Row("columns", inspection.ColumnsBy is { } by ? string.Create(CultureInfo.InvariantCulture, $"{inspection.Columns.Count}, matched by {by}") : "unknown");
        Row("batch", inspection.ColumnsBy is null ? "unknown" : inspection.Batch is { } batch ? batch.ToString(CultureInfo.InvariantCulture) : "any number of rows");
        Row("trained on", inspection.Card?.TrainedOn ?? "");
        Row("producer", file.Producer);
        Row("opsets", string.Join(", ", file.Opsets.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Domain} {o.Version}"))));
        Row("size", string.Create(CultureInfo.InvariantCulture, $"{file.Size} bytes"));
        console.Write(table);

        void Row(string name, string value)
        {
            if (value.Length > 0)
                table.AddRow(new Text(name), new Text(value));
        }
    }

    // Columns that are only numbered and of which nothing is known need no table.
    private static void WriteColumns(IAnsiConsole console, OnnxInspection inspection)
    {
        if (inspection.ColumnsBy != "name")
            return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("column", "unit", "trained from", "to", "spread");
        foreach (var column in inspection.Columns)
        {
            table.AddRow(new Text(column.Feature.Name), new Text(column.Feature.Unit), Number(column.Range?.Low), Number(column.Range?.High), Number(column.Spread));
        }

        console.Write(table);
    }

    private static void WriteOperators(IAnsiConsole console, OnnxInspection inspection)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("operator", "domain", "nodes", "in this runtime");
        foreach (var (o, status) in inspection.Operators)
            table.AddRow(new Text(o.Name), new Text(o.Domain), new Text(o.Count.ToString(CultureInfo.InvariantCulture)), new Text(Options.KebabCase(status.ToString())));
        console.Write(table);
    }

    private static Text Number(float? value) => new(value?.ToString("G6", CultureInfo.InvariantCulture) ?? "");
}
