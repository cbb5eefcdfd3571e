using System.Diagnostics;
using System.Globalization;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;
using Spectre.Console;

namespace DarkMachines.Cli.Output;

/// <summary>
/// Progress of a run on standard error: a line an event, and on a terminal below them a live table of the trials under
/// way. Safe to share between threads.
/// </summary>
internal sealed class RunProgress : IRunWatcher, IDisposable
{
    private const int RowsShown = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Terminal _terminal;
    private readonly int _count;
    private readonly Action<TrialResult> _finished;
    private readonly SortedDictionary<string, TrialEvent> _underWay = new(StringComparer.Ordinal);
    private readonly Stopwatch _sinceDrawn = Stopwatch.StartNew();
    private int _linesDrawn;
    private int _done;

    private RunProgress(Terminal terminal, int count, Action<TrialResult> finished) => (_terminal, _count, _finished) = (terminal, count, finished);

    /// <param name="terminal">Where to.</param>
    /// <param name="trials">How many trials there are in all.</param>
    /// <param name="finished">What else to do when one has ended.</param>
    public static RunProgress On(Terminal terminal, int trials, Action<TrialResult> finished) => new(terminal, trials, finished);

    public void Kept(string name, TrialResult result) =>
        End(name, result.Status == TrialStatus.Ok ? "kept from an earlier run" : $"kept from an earlier run ({result.Status}; --again repeats it)");

    public void Told(TrialEvent told)
    {
        lock (_gate)
        {
            var name = $"{told.Order.Name} {told.Order.Id}";
            var isNews = !_underWay.TryGetValue(name, out var before) || before.State != told.State || (told.State == TrialState.Waiting && before.Detail != told.Detail);
            if (told.State == TrialState.Ended)
                _underWay.Remove(name);
            else
                _underWay[name] = told;
            if (_terminal.IsWatched)
                Draw(isForced: told.State == TrialState.Ended);
            else if (isNews && told.State != TrialState.Ended)
                _terminal.Error.WriteLine($"{told.Order.Name}: {(told.State == TrialState.Running ? "started" : $"waiting {told.Detail}".TrimEnd())}");
        }
    }

    public void Finished(string name, TrialResult result)
    {
        End(name, result.Status == TrialStatus.Ok
            ? string.Create(CultureInfo.InvariantCulture, $"{result.Metrics.First().Key} {result.Metrics.First().Value.Value:0.0000}")
            : $"{result.Status}: {result.Reason}");
        lock (_gate)
            _finished(result);
    }

    public void Dispose()
    {
        lock (_gate)
            Erase();
    }

    private void End(string name, string outcome)
    {
        lock (_gate)
        {
            Erase();
            _terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{++_done}/{_count}] {name}: {outcome}"));
            if (_terminal.IsWatched)
                Draw(isForced: true);
        }
    }

    private void Draw(bool isForced)
    {
        if (!isForced && _sinceDrawn.Elapsed < Pause)
            return;
        _sinceDrawn.Restart();
        Erase();
        if (_underWay.Count == 0)
            return;
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Capabilities.Unicode = true;
        console.Profile.Width = _terminal.Messages().Profile.Width - 1;
        console.Write(Table());
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        foreach (var line in lines)
            _terminal.Error.WriteLine(line.TrimEnd());
        _linesDrawn = lines.Length;
    }

    private Table Table()
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in (string[])["trial", "state", "time", "memory", "detail"])
            table.AddColumn(title, column => column.NoWrap());
        foreach (var told in _underWay.Values.OrderByDescending(told => told.State).Take(RowsShown))
        {
            table.AddRow(
                new Text(told.Order.Name),
                new Text(told.State == TrialState.Running ? "running" : "waiting"),
                new Text(TimeSpan.FromSeconds(told.Seconds).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)),
                new Text(told.Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MB") : ""),
                new Text(told.Detail));
        }

        if (_underWay.Count > RowsShown)
            table.Caption = new TableTitle(string.Create(CultureInfo.InvariantCulture, $"and {_underWay.Count - RowsShown} more"));
        return table;
    }

    // Up to where the table began, and away with all below (ECMA-48: CPL, ED).
    private void Erase()
    {
        if (_linesDrawn > 0)
            _terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\u001b[{_linesDrawn}F\u001b[J"));
        _linesDrawn = 0;
    }
}
