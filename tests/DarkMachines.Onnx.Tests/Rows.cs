using System.Globalization;

namespace DarkMachines.Onnx.Tests;

/// <summary>The numbers of a comma-separated file with a header.</summary>
internal sealed class Rows
{
    private readonly float[][] _rows;

    public Rows(string path)
    {
        var lines = File.ReadAllLines(path);
        Header = lines[0].Split(',');
        _rows = [.. lines.Skip(1).Select(line => line.Split(',').Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray())];
    }

    public string[] Header { get; }

    public int Count => _rows.Length;

    public float[] Column(string name)
    {
        var column = Array.IndexOf(Header, name);
        return [.. _rows.Select(row => row[column])];
    }

    /// <summary>The first columns, row-major.</summary>
    public float[] Matrix(int columns) => [.. _rows.SelectMany(row => row.Take(columns))];
}
