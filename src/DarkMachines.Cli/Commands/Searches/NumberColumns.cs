using System.Globalization;
using DarkMachines.Data;

namespace DarkMachines.Cli.Commands.Searches;

/// <summary>Columns of a small table at full precision; counts of events may exceed what a feature table holds exactly.</summary>
internal sealed class NumberColumns
{
    private readonly string _path;
    private readonly IReadOnlyList<KeyValuePair<string, string[]>> _columns;

    public NumberColumns(string path)
    {
        _path = path;
        _columns = TableFile.ReadTexts(path);
    }

    public int Rows => _columns[0].Value.Length;

    public bool Has(string column) => _columns.Any(own => own.Key == column);

    /// <exception cref="UserInputException">There is no such column.</exception>
    public string[] Texts(string column) => _columns.FirstOrDefault(own => own.Key == column).Value
        ?? throw new UserInputException("missing-column", $"'{_path}' has no column '{column}'; it has {string.Join(", ", _columns.Select(own => own.Key))}.", "Name the columns in the first line.");

    /// <exception cref="UserInputException">There is no such column, or a value in it is no number from the least up.</exception>
    public double[] Numbers(string column, double least = double.MinValue) => [.. Texts(column).Select((text, row) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= least
            ? value
            : throw new UserInputException("wrong-value", $"'{_path}' has '{text}' in column '{column}' of row {row + 1}.", least == 0 ? "A number that is not negative belongs there." : "A finite number belongs there."))];
}
