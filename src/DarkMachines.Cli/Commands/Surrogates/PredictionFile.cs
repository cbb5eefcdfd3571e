using System.Globalization;
using System.Text;
using DarkMachines.Challenges.Surrogates;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Predictions as CSV, a line a point, written as they come. The file has its name once it is whole.</summary>
internal sealed class PredictionFile : IPredictionWriter
{
    private readonly OpenSession _session;
    private readonly string _model;
    private readonly string _path;
    private readonly string _temporary;
    private readonly PredictionCells _cells;
    private readonly StreamWriter _writer;
    private readonly char[] _number = new char[32];

    public PredictionFile(OpenSession session, string model, string path, PredictionCells cells)
    {
        (_session, _model, _path, _cells) = (session, model, path, cells);
        _temporary = FormattableString.Invariant($"{path}.{Environment.ProcessId}.tmp");
        if (!Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))
            throw new UsageException("unknown-table", $"'{path}' is of no known kind, by its extension.", "Name a .csv file.");
        try
        {
            _writer = new StreamWriter(_temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }

        _writer.WriteLine(string.Join(',', Header().Select(Quoted)));
    }

    public void Write(PredictedPoints points)
    {
        try
        {
            for (var i = 0; i < points.Count; i++)
                WriteLine(points, i);
        }
        catch (IOException e)
        {
            throw Unwritable(e);
        }
    }

    public void Complete(PredictionSummary summary)
    {
        try
        {
            _writer.Dispose();
            File.Move(_temporary, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }

        if (_session.IsJson)
            _session.Write(new System.Text.Json.Nodes.JsonObject { ["model"] = _model, ["output"] = _path, ["points"] = summary.Points, ["outside"] = summary.Outside, ["failed"] = summary.Failed });
    }

    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // The disk is full, which was said where it was noticed.
        }

        if (File.Exists(_temporary))
            File.Delete(_temporary);
    }

    private IEnumerable<string> Header()
    {
        yield return "source";
        if (_cells.Predictor.IsClassifier)
        {
            yield return "prediction";
            yield return "confidence";
        }

        foreach (var output in _cells.Predictor.Outputs)
        {
            yield return _cells.Predictor.IsClassifier ? $"p_{output.Name}" : output.Name;
            if (_cells.Coverage < 0)
                continue;
            yield return $"{output.Name}_low";
            yield return $"{output.Name}_high";
        }

        yield return "outside";
        yield return "error";
    }

    private void WriteLine(PredictedPoints points, int i)
    {
        _writer.Write(Quoted(_cells.SourceOf(i)));
        var values = _cells.Values(points, i);
        if (_cells.Predictor.IsClassifier)
        {
            var (decided, confidence) = points.IsPredicted[i] ? _cells.Predictor.Decide(values) : (-1, float.NaN);
            _writer.Write(',');
            _writer.Write(decided < 0 ? "" : Quoted(_cells.Predictor.Outputs[decided].Name));
            WriteNumber(confidence);
        }

        for (var k = 0; k < values.Length; k++)
        {
            WriteNumber(values[k]);
            if (_cells.Coverage < 0)
                continue;
            var (low, high) = _cells.Interval(k, values[k]);
            WriteNumber(low);
            WriteNumber(high);
        }

        _writer.Write(',');
        if (_cells.IsOutside(points, i))
            _writer.Write(Quoted(string.Join(' ', _cells.Outside(points, i))));
        _writer.Write(',');
        if (!points.IsPredicted[i])
            _writer.Write(Quoted(_cells.Failure(points, i)!.Message));
        _writer.WriteLine();
    }

    // Nothing for what is not known.
    private void WriteNumber(float value)
    {
        _writer.Write(',');
        if (!float.IsNaN(value) && value.TryFormat(_number, out var length, provider: CultureInfo.InvariantCulture))
            _writer.Write(_number.AsSpan(0, length));
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private UserInputException Unwritable(Exception e) => new(
        "predictions-unwritable", $"'{_path}' cannot be written: {e.Message}", "Name a file in a folder that you may write to, with room for it.", e);
}
