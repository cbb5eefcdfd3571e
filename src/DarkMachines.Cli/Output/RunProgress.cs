using System.Globalization;
using DarkMachines.Hosting;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Cli.Output;

/// <summary>
/// Progress of a run on standard error: on a terminal one line that is written over, elsewhere a line a finished trial.
/// </summary>
internal sealed class RunProgress : IProgress<FitProgress>
{
    private const int LineWidth = 78;

    private readonly Lock _gate = new();
    private readonly Terminal _terminal;
    private readonly int _count;
    private int _number;
    private int _percentShown = -1;
    private string _name = "";

    private RunProgress(Terminal terminal, int count) => (_terminal, _count) = (terminal, count);

    public static RunProgress On(Terminal terminal, int trials) => new(terminal, trials);

    public void Kept(Trial trial) => EndLine(++_number, Name(trial), "kept from an earlier run");

    public void Start(Trial trial)
    {
        _number++;
        _name = Name(trial);
        _percentShown = -1;
        Report(new FitProgress(0, ""));
    }

    public void Report(FitProgress value)
    {
        if (!_terminal.IsWatched)
            return;
        lock (_gate)
        {
            var percent = (int)(100 * value.Fraction);
            if (percent <= _percentShown)
                return;
            _percentShown = percent;
            _terminal.Error.Write("\r" + Line(_number, _name, $"{percent} %").PadRight(LineWidth));
        }
    }

    public void Finish(TrialResult result) => EndLine(_number, _name, result.Status == TrialStatus.Ok
        ? string.Create(CultureInfo.InvariantCulture, $"{result.Metrics.First().Key} {result.Metrics.First().Value.Value:0.0000}")
        : $"{result.Status}: {result.Reason}");

    private void EndLine(int number, string name, string outcome) =>
        _terminal.Error.WriteLine((_terminal.IsWatched ? "\r" : "") + Line(number, name, outcome).PadRight(_terminal.IsWatched ? LineWidth : 0));

    private string Line(int number, string name, string state) =>
        string.Create(CultureInfo.InvariantCulture, $"[{number}/{_count}] {name}: {state}");

    private static string Name(Trial trial) =>
        $"{trial.Task.Name} {trial.Entrant.Name}{(trial.Entrant.Label.Length > 0 ? $" ({trial.Entrant.Label})" : "")}";
}
