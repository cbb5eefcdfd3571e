using DarkMachines.Onnx.Format;
using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx;

/// <summary>
/// Ends a run of a graph that takes too long. Only a graph with loops needs it: any other does an amount of work that
/// its size bounds.
/// </summary>
internal sealed class RunLimit : IDisposable
{
    private readonly CancellationTokenSource _timeUp;
    private readonly CancellationTokenRegistration _termination;

    /// <param name="seconds">Longest time the run may take.</param>
    public RunLimit(int seconds)
    {
        _timeUp = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        _termination = _timeUp.Token.Register(() => Options.Terminate = true);
    }

    /// <summary>What the run must be given.</summary>
    public RunOptions Options { get; } = new();

    /// <summary>True if the run was ended.</summary>
    public bool IsReached => _timeUp.IsCancellationRequested;

    /// <summary>True if a model has a loop, anywhere in it.</summary>
    public static bool IsNeeded(ModelProto model) =>
        model.Graph.Node.Concat(model.Functions.SelectMany(function => function.Node)).SelectMany(OnnxGraph.NodesWithin).Any(node => node.OpType == "Loop");

    public void Dispose()
    {
        // Waits for a termination under way, which needs the options.
        _termination.Dispose();
        _timeUp.Dispose();
        Options.Dispose();
    }
}
