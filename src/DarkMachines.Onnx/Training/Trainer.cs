using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx.Training;

/// <summary>Trains networks: ONNX Runtime runs the graph of a step again and again.</summary>
/// <remarks>
/// The same seed, data and settings give the same bytes: the order of the rows, the first parameters, dropout and noise all
/// come from the seed of the context, and no thread is used beyond <see cref="TrainingSettings.Threads"/>.
/// </remarks>
public static class Trainer
{
    /// <summary>Learns the parameters of a network.</summary>
    /// <param name="loss">One number, the mean over a batch of what shall become small.</param>
    /// <param name="data">Rows for every input that the loss needs.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <param name="start">An earlier training of the same network, whose parameters this one begins with; null to begin anew.</param>
    /// <returns>The network after its best epoch on the validation rows; without such rows after its last.</returns>
    /// <exception cref="ArgumentException">The loss is no single number, or the data do not fit its inputs.</exception>
    /// <exception cref="UsageException">A setting is outside its range.</exception>
    /// <exception cref="UnusableDataException">There are too few rows, or the loss is no longer a finite number.</exception>
    /// <exception cref="OperationCanceledException">The context asked to stop.</exception>
    public static TrainedNetwork Fit(OnnxTensor loss, TrainingData data, TrainingSettings settings, FitContext context, TrainedNetwork? start = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        var network = Network.Of(loss);
        if (start is not null && start.Network != network)
            throw new ArgumentException("The training to begin with is that of another network.", nameof(start));
        using var run = new TrainingRun(network, loss, data, Check(settings), context, start);
        return run.Run();
    }

    /// <summary>The graph of the training step as an ONNX file would hold it, to be looked at.</summary>
    internal static ModelProto Step(OnnxTensor loss, TrainingSettings settings) => StepGraph.ForTraining(Network.Of(loss), loss, settings).Model;

    private static TrainingSettings Check(TrainingSettings settings)
    {
        Options.Validate(settings);
        Options.Validate(settings.Optimiser);
        Options.Validate(settings.LearningRate);
        return settings;
    }
}
