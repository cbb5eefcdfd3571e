using System.Globalization;
using DarkMachines.Challenges.Surrogates;
using DarkMachines.Data;
using DarkMachines.Data.Slha;
using DarkMachines.Hosting;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary>A user's table, with the columns that were named as labels or values beside it.</summary>
/// <param name="Name">What the user wrote.</param>
/// <param name="Table">The rows without those columns.</param>
/// <param name="Columns">Labels or values as text; none if the table lacks them.</param>
internal sealed record LabelledTable(string Name, DataTable Table, IReadOnlyList<KeyValuePair<string, string[]>> Columns)
{
    private FeatureTable? _rows;

    public FeatureTable Rows => _rows ??= Table.Rows;

    /// <summary>Reads a table and its labels.</summary>
    /// <param name="table">The table.</param>
    /// <param name="labels">A file of labels, or columns of the table, separated by commas; null for none.</param>
    /// <param name="isOptional">True if the table may lack such columns; without them it is unlabelled.</param>
    /// <exception cref="UserInputException">A file or column is wrong, or labels and rows differ in number.</exception>
    public static LabelledTable Read(string table, string? labels, bool isOptional = false)
    {
        if (labels is null)
            return new LabelledTable(table, TableFile.Read(table), []);
        if (TableFile.Exists(labels))
        {
            var columns = TableFile.ReadTexts(labels);
            var rows = TableFile.Read(table);
            return columns[0].Value.Length == rows.Rows.RowCount
                ? new LabelledTable(table, rows, columns)
                : throw new UserInputException("wrong-labels", $"'{labels}' has {columns[0].Value.Length} labels for {rows.Rows.RowCount} rows of '{table}'.", "Give one label a row, in the same order.");
        }

        var names = labels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = TableFile.NamesIn(table);
        var missing = known is null ? null : names.FirstOrDefault(name => !known.Contains(name));
        var read = missing is null ? TableFile.Read(table, names) : null;
        missing ??= names.FirstOrDefault(name => !read!.Texts.ContainsKey(name));
        if (missing is null)
            return new LabelledTable(table, read!, [.. names.Select(name => KeyValuePair.Create(name, read!.Texts[name]))]);
        if (isOptional)
            return new LabelledTable(table, read ?? TableFile.Read(table, names), []);
        var all = known ?? [.. read!.Features.Select(feature => feature.Name)];
        var near = NearestName.Of(missing, all);
        throw new UserInputException(
            "unknown-column",
            $"'{missing}' is neither a file nor a column of '{table}'{(near is null ? "" : $"; did you mean '{near}'?")}.",
            $"Name a file or one of its columns: {string.Join(", ", all)}.");
    }

    /// <summary>The same table, its columns with units and descriptions.</summary>
    /// <param name="parameters">The set of parameters that tells them; null for one that ships, if it names every column.</param>
    /// <exception cref="UserInputException">The set is wrong, or does not name a column.</exception>
    public LabelledTable WithUnits(string? parameters)
    {
        var set = parameters is null ? null : SlhaParameters.Load(parameters);
        var stranger = set is null ? null : Table.Features.FirstOrDefault(column => set.Parameters.All(parameter => parameter.Name != column.Name));
        return stranger is null
            ? this with { Table = Table with { Features = ParameterUnits.Described(Table.Features, set) }, _rows = null }
            : throw new UserInputException("wrong-columns", $"'{Name}' has the column '{stranger.Name}', which is none of the parameters '{set!.Name}'.", "Name a set that has every column, or leave out --parameters.");
    }

    /// <summary>The one label of each row; numbers are written alike, 1.0 as 1.</summary>
    /// <exception cref="UserInputException">There are no labels, several columns of them, or one is missing.</exception>
    public string[] Labels()
    {
        if (Columns.Count != 1)
            throw new UsageException("labels-needed", $"{(Columns.Count == 0 ? "No labels are" : "Several columns of labels are")} given for '{Name}'; one is needed.", "Name a column or file with --labels (or --train-labels).");
        var missing = Array.FindIndex(Columns[0].Value, label => label is "");
        return missing < 0
            ? [.. Columns[0].Value.Select(label => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : label)]
            : throw new UserInputException("label-missing", $"Row {missing} (counted from 0) of '{Name}' has no label.", "Fill in the label, or leave out the row.");
    }

    /// <summary>The values of a surrogate.</summary>
    /// <exception cref="UserInputException">There are none, or one is no finite number.</exception>
    public FeatureTable Values()
    {
        if (Columns.Count == 0)
            throw new UsageException("labels-needed", $"No values are given for '{Name}'; a surrogate learns and is graded by them.", "Name their column, or a file, with --labels.");
        var rows = Columns[0].Value.Length;
        var values = new float[rows * Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = Math.DivRem(i, Columns.Count);
            var text = Columns[column].Value[row];
            if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !float.IsFinite(values[i]))
                throw new UserInputException("not-a-number", $"The value '{Columns[column].Key}' of row {row} (counted from 0) of '{Name}' is '{text}'.", "Values are finite numbers with a decimal point; leave out the rows that have none.");
        }

        return new FeatureTable([.. Columns.Select(column => new Feature(column.Key))], values);
    }
}
