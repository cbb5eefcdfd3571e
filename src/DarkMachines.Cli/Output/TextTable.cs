using Spectre.Console;
using Spectre.Console.Rendering;

namespace DarkMachines.Cli.Output;

/// <summary>Tables whose cells are plain text, whatever signs stand in them.</summary>
internal static class TextTable
{
    public static Table Of(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(column, c => c.NoWrap());
        return table;
    }

    public static IEnumerable<IRenderable> Cells(IEnumerable<string> cells) => cells.Select(cell => new Text(cell));
}
