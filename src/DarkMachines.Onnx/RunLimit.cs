using DarkMachines.Onnx.Format;
using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx;

/// <summary>
/// Ends a run of a graph that takes too much memory or, if the graph has loops, too long: without loops its size bounds
/// what it does. ONNX Runtime stops between two operators.
/// </summary>
internal sealed class RunLimit : IDisposable
{
    private const int MillisecondsBetweenLooks = 50;

    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private readonly OnnxImportSettings _settings;
    private readonly bool _isTimed;
    private readonly long _start = Environment.TickCount64;
    private long? _memoryBefore;
    private bool _isOver;

    /// <param name="settings">The limits.</param>
    /// <param name="isTimed">True to end the run after the time limit too.</param>
    public RunLimit(OnnxImportSettings settings, bool isTimed)
    {
        _settings = settings;
        _isTimed = isTimed;
        _timer = new Timer(_ => Look(), null, MillisecondsBetweenLooks, MillisecondsBetweenLooks);
    }

    /// <summary>What the run must be given.</summary>
    public RunOptions Options { get; } = new();

    /// <summary>Why the run was ended, as a clause; null if it was not.</summary>
    public string? Reached { get; private set; }

    /// <summary>True if a model has a loop, anywhere in it.</summary>
    public static bool HasLoop(ModelProto model) =>
        model.Graph.Node.Concat(model.Functions.SelectMany(function => function.Node)).SelectMany(OnnxGraph.NodesWithin).Any(node => node.OpType == "Loop");

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _isOver = true;
            Options.Dispose();
        }
    }

    // The first look comes late enough that a quick run pays for none.
    private void Look()
    {
        lock (_gate)
        {
            if (_isOver || Reached is not null)
                return;
            var memory = Environment.WorkingSet;
            _memoryBefore ??= memory;
            if (memory - _memoryBefore > _settings.MegabytesPerRun * (1L << 20))
                Reached = FormattableString.Invariant($"took more than {_settings.MegabytesPerRun} MiB of memory");
            else if (_isTimed && Environment.TickCount64 - _start > 1000L * _settings.SecondsPerRun)
                Reached = FormattableString.Invariant($"had not answered after {_settings.SecondsPerRun} seconds: its loops may never end");
            Options.Terminate = Reached is not null;
        }
    }
}
