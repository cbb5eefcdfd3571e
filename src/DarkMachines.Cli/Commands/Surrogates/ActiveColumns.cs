using DarkMachines.Data;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Finds an oracle's parameters in a table.</summary>
internal static class ActiveColumns
{
    /// <summary>The columns of the parameters: by name where the table has names, else by place.</summary>
    /// <exception cref="UserInputException">The table lacks some.</exception>
    public static FeatureTable ColumnsOf(this DataTable table, IReadOnlyList<Feature> parameters, string name)
    {
        var rows = table.Rows;
        string[] wanted = [.. parameters.Select(parameter => parameter.Name)];
        if (!table.HasNames)
        {
            return rows.ColumnCount == wanted.Length
                ? rows
                : throw new UserInputException("wrong-columns", $"'{name}' has {rows.ColumnCount} columns without names; the oracle has {wanted.Length} parameters.", "Give a table of these columns alone.");
        }

        string[] missing = [.. wanted.Except(rows.Features.Select(feature => feature.Name), StringComparer.Ordinal)];
        if (missing.Length > 0)
            throw new UserInputException("wrong-columns", $"'{name}' lacks columns of the oracle's parameters: {string.Join(", ", missing)}.", "Add or rename the columns.");
        return wanted.SequenceEqual(rows.Features.Select(feature => feature.Name)) ? rows : rows.SelectColumns(wanted);
    }
}
