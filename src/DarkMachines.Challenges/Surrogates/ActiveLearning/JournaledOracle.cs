using System.Globalization;
using System.Text;

namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>
/// Keeps an oracle's answers in a file as they come, CSV with the parameters, the class and, of an oracle that may fail, the
/// failure of each point. A run that was ended is taken up by running it again: it asks the same questions, and what is in the file is not asked
/// anew.
/// </summary>
public sealed class JournaledOracle : IOracle, IDisposable
{
    // Points that are lost if the process is ended: their answers are kept together.
    private readonly int _pointsAtOnce;
    private readonly bool _canFail;
    private readonly IOracle _inner;
    private readonly string _path;
    private readonly Queue<(string Point, OracleAnswer Answer)> _known = [];
    private readonly StreamWriter _writer;

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="inner">The oracle.</param>
    /// <param name="path">The file.</param>
    /// <param name="pointsAtOnce">Points that are asked about before their answers are kept.</param>
    /// <param name="canFail">False if the oracle answers whatever it is asked.</param>
    /// <exception cref="UserInputException">The file is of other parameters or classes, or cannot be written.</exception>
    public JournaledOracle(IOracle inner, string path, int pointsAtOnce = 1, bool canFail = true)
    {
        ArgumentNullException.ThrowIfNull(inner);
        (_inner, _path, _pointsAtOnce, _canFail) = (inner, path, pointsAtOnce, canFail);
        try
        {
            var text = File.Exists(path) ? File.ReadAllText(path) : "";
            // A line that was cut off is asked about again.
            var whole = text[..(text.LastIndexOf('\n') + 1)];
            var lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length > 0 && lines[0] != Header)
                throw OfAnother(1);
            for (var i = 1; i < lines.Length; i++)
                _known.Enqueue(Parse(lines[i], i + 1));
            Kept = _known.Count;
            if (whole.Length < text.Length)
                File.WriteAllText(path, whole);
            _writer = new StreamWriter(path, append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            if (lines.Length == 0)
                _writer.WriteLine(Header);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("journal-unwritable", $"'{path}' cannot be written: {e.Message}", "Name a file in a folder that you may write to.", e);
        }
    }

    /// <summary>Answers that the file held when it was opened.</summary>
    public int Kept { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Parameters => _inner.Parameters;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => _inner.Classes;

    private string Header => string.Join(',', [.. Parameters.Select(parameter => parameter.Name), "class", .. _canFail ? (string[])["failure"] : []]);

    /// <inheritdoc/>
    /// <exception cref="UserInputException">The file is of a run that asked about other points.</exception>
    public void Ask(ReadOnlyMemory<float> points, Span<OracleAnswer> answers, FitContext context)
    {
        var width = Parameters.Count;
        var done = 0;
        for (; done < answers.Length && _known.TryDequeue(out var known); done++)
        {
            if (known.Point != Text(points.Span.Slice(done * width, width)))
                throw OfAnother(Kept - _known.Count + 1);
            answers[done] = known.Answer;
        }

        while (done < answers.Length)
        {
            var count = Math.Min(_pointsAtOnce, answers.Length - done);
            _inner.Ask(points.Slice(done * width, count * width), answers.Slice(done, count), context);
            for (var i = done; i < done + count; i++)
                _writer.WriteLine($"{Text(points.Span.Slice(i * width, width))},{Text(answers[i])}");
            _writer.Flush();
            done += count;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _writer.Dispose();

    private (string Point, OracleAnswer Answer) Parse(string line, int number)
    {
        var cells = line.Split(',');
        var width = Parameters.Count;
        if (cells.Length != width + (_canFail ? 2 : 1))
            throw OfAnother(number);
        var place = Enumerable.Range(0, Classes.Count).FirstOrDefault(c => Classes[c] == cells[width], -1);
        if (place < 0 && (!_canFail || cells[^1].Length == 0))
            throw OfAnother(number);
        return (string.Join(',', cells[..width]), place < 0 ? new OracleAnswer(-1, cells[^1]) : new OracleAnswer(place));
    }

    private string Text(OracleAnswer answer)
    {
        var name = answer.Class < 0 ? "" : Classes[answer.Class];
        return _canFail ? $"{name},{answer.Failure?.Replace(',', ';').ReplaceLineEndings(" ")}" : name;
    }

    private static string Text(ReadOnlySpan<float> point) => string.Join(',', point.ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    private UserInputException OfAnother(int line) => new(
        "journal-of-another-run", $"Line {line} of '{_path}' is not of this run: the parameters, classes or points are others.", "Name another file, or give the same options and seed as before.");
}
