using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Onnx.Training;

/// <summary>How a network is trained.</summary>
public sealed record TrainingSettings
{
    /// <summary>Rows of a step; the last of an epoch takes what is left.</summary>
    [Range(1, 1 << 20)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Most passes over the rows.</summary>
    [Range(1, int.MaxValue)]
    public int Epochs { get; init; } = 100;

    /// <summary>How parameters follow their gradient.</summary>
    public Optimiser Optimiser { get; init; } = new Adam();

    /// <summary>The learning rate in the course of training.</summary>
    public LearningRate LearningRate { get; init; } = new ConstantRate();

    /// <summary>A gradient whose Euclidean norm is greater is shortened to this; 0 for never (Pascanu et al., ICML 2013).</summary>
    [Range(0.0, double.PositiveInfinity)]
    public double ClipNorm { get; init; }

    /// <summary>Share of the rows, drawn by the seed, that are not learnt from but tell how good the network is after each epoch.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double ValidationShare { get; init; }

    /// <summary>
    /// Epochs without a better loss, on the validation rows if there are any, else on those learnt from, after which
    /// training ends; 0 to go through all epochs.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int Patience { get; init; }

    /// <summary>How much a loss must be below the best to count as better.</summary>
    [Range(0.0, double.PositiveInfinity)]
    public double MinImprovement { get; init; }

    /// <summary>
    /// Threads within an operator. More than one helps wide layers only, and the result may then depend on their number:
    /// the default, one, gives the same bytes whatever a fit is allowed.
    /// </summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = 1;

    /// <summary>Where to train.</summary>
    public TrainingDevice Device { get; init; }

    /// <summary>
    /// A file to write the state of the training to. If it is there when a training with the same network, data, seed and
    /// settings begins, that goes on from it to the same bytes as if it had never been ended; once it is done the file is
    /// removed. Null for that of the context, if it names one, which is left to who made the context.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>Least seconds between two checkpoints; 0 for one after every step. A request to stop writes one, too.</summary>
    [Range(0.0, double.PositiveInfinity)]
    public double CheckpointSeconds { get; init; } = 60;

    /// <summary>
    /// What a request to stop does: false to throw <see cref="OperationCanceledException"/>, as the contract of a fit asks;
    /// true to return the best network so far, once an epoch is done.
    /// </summary>
    public bool KeepsBestWhenStopped { get; init; }
}
