using System.Globalization;
using DarkMachines.Challenges.Surrogates;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Predictions as a table to look at.</summary>
internal sealed class PredictionTable : IPredictionWriter
{
    private readonly OpenSession _session;
    private readonly PredictionCells _cells;
    private readonly Table _table = new Table().Border(TableBorder.Simple);

    public PredictionTable(OpenSession session, PredictionCells cells)
    {
        (_session, _cells) = (session, cells);
        _table.AddColumn("source");
        if (cells.Predictor.IsClassifier)
            _table.AddColumns("prediction", "confidence");
        foreach (var output in cells.Predictor.Outputs)
            _table.AddColumn((cells.Predictor.IsClassifier ? $"p({output.Name})" : output.Name).EscapeMarkup());
        _table.AddColumn("outside its range");
    }

    public void Write(PredictedPoints points)
    {
        for (var i = 0; i < points.Count; i++)
            _table.AddRow(Cells(points, i).Select(cell => new Text(cell)));
    }

    public void Complete(PredictionSummary summary) => _session.Tables.Write(_table);

    public void Dispose()
    {
    }

    private IEnumerable<string> Cells(PredictedPoints points, int i)
    {
        var values = _cells.Values(points, i).ToArray();
        yield return _cells.SourceOf(i);
        if (_cells.Predictor.IsClassifier)
        {
            var (decided, confidence) = points.IsPredicted[i] ? _cells.Predictor.Decide(values) : (-1, float.NaN);
            yield return decided < 0 ? "" : _cells.Predictor.Outputs[decided].Name;
            yield return Number(confidence, "0.0000");
        }

        for (var k = 0; k < values.Length; k++)
            yield return _cells.Predictor.IsClassifier ? Number(values[k], "0.0000") : Value(points, i, k, values[k]);
        yield return _cells.Failure(points, i)?.Message ?? string.Join(", ", _cells.Outside(points, i));
    }

    private string Value(PredictedPoints points, int i, int output, float value)
    {
        var text = Number(value, "g6");
        if (_cells.Coverage >= 0 && !float.IsNaN(value))
        {
            var (low, high) = _cells.Interval(output, value);
            return $"{text} [{Number(low, "g4")}, {Number(high, "g4")}]";
        }

        var deviation = _cells.Uncertainty(points, i, output);
        return float.IsNaN(deviation) || float.IsNaN(value) ? text : $"{text} ± {Number(deviation, "g2")}";
    }

    private static string Number(float value, string format) => float.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);
}
