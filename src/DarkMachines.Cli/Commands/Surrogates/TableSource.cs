using System.Globalization;
using DarkMachines.Challenges.Surrogates;
using DarkMachines.Data;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Points from a table, one a row; they are called by the row's number, counted from 0.</summary>
internal sealed class TableSource : PointSource
{
    private readonly TableReader _reader;
    private readonly int[] _columns;
    private long _start;
    private int _count;

    /// <param name="table">The table.</param>
    /// <param name="model">The columns wanted: by name where both have names, else by place.</param>
    /// <exception cref="UserInputException">The table cannot be read, or has other columns.</exception>
    public TableSource(string table, ModelParameters model)
    {
        _reader = TableReader.Open(table);
        try
        {
            _columns = Columns(_reader, model);
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    public override double Share => _reader.Share;

    public static bool IsTable(string name) => Path.GetExtension(name.Split('#')[0]).ToUpperInvariant() is ".CSV" or ".NPY" or ".NPZ";

    public override int Read(PredictedPoints room)
    {
        _start += _count;
        return _count = _reader.Read(_columns, room.Rows);
    }

    public override string NameOf(int point) => (_start + point).ToString(CultureInfo.InvariantCulture);

    public override DarkMachinesException? FailureOf(int point) => null;

    public override void Dispose() => _reader.Dispose();

    private static int[] Columns(TableReader table, ModelParameters model)
    {
        var wanted = model.Ranges.Count;
        if (!table.HasNames || model.Names is null)
        {
            return table.Names.Count == wanted
                ? [.. Enumerable.Range(0, wanted)]
                : throw new UserInputException("wrong-columns", $"The model reads {wanted} columns by place; the table has {table.Names.Count}.", "Give it a table of those columns alone, or name the model's inputs in a model card.");
        }

        int[] places = [.. model.Names.Select(name => Enumerable.Range(0, table.Names.Count).FirstOrDefault(i => table.Names[i] == name, -1))];
        string[] missing = [.. model.Names.Where((_, i) => places[i] < 0)];
        return missing.Length == 0
            ? places
            : throw new UserInputException("wrong-columns", $"The model reads {wanted} columns by name; of these the table lacks {string.Join(", ", missing)}.", "Add or rename the columns.");
    }
}
