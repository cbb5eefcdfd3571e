namespace DarkMachines.Onnx.Training;

/// <summary>What a training has learnt. Immutable; threads may share it.</summary>
public sealed class TrainedNetwork
{
    private readonly Network _network;
    // Those there were: the network may have been written on since.
    private readonly NetworkParameter[] _declaredParameters;
    private readonly NetworkParameter[] _declaredStates;
    private readonly float[] _parameters;
    private readonly float[] _states;

    internal TrainedNetwork(Network network, float[] parameters, float[] states, IReadOnlyList<EpochLoss> history, int epoch, bool isStopped)
    {
        (_network, _parameters, _states) = (network, parameters, states);
        (_declaredParameters, _declaredStates) = ([.. network.Parameters], [.. network.States]);
        (History, Epoch, IsStopped) = ([.. history], epoch, isStopped);
    }

    /// <summary>The rows that were not learnt from, in no order; empty without a validation share.</summary>
    public IReadOnlyList<int> ValidationRows { get; internal init; } = [];

    /// <summary>The losses of all epochs.</summary>
    public IReadOnlyList<EpochLoss> History { get; }

    /// <summary>The epoch, from 1, after which the parameters were these.</summary>
    public int Epoch { get; }

    /// <summary>True if a request to stop ended the training, see <see cref="TrainingSettings.KeepsBestWhenStopped"/>.</summary>
    public bool IsStopped { get; }

    /// <summary>All parameters, one after the other in the order in which they were declared.</summary>
    public ReadOnlyMemory<float> Parameters => _parameters;

    /// <summary>States, as running means, in the order in which they were declared.</summary>
    internal ReadOnlySpan<float> States => _states;

    /// <summary>The network that was trained.</summary>
    internal Network Network => _network;

    /// <summary>Writes a tensor of the network, as it is in use, into another graph; the parameters become constants.</summary>
    /// <param name="graph">The graph, such as that of an export.</param>
    /// <param name="output">A tensor of the network that depends on one input only, which <see cref="OnnxGraphBuilder.Rows"/> stands for.</param>
    /// <returns>The tensor in the graph.</returns>
    /// <exception cref="ArgumentException">The tensor depends on several inputs, on noise, or its input is not as wide as the rows.</exception>
    public OnnxTensor Write(OnnxGraphBuilder graph, OnnxTensor output)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(output);
        return Write(graph, output, (InputOf(output), graph.Rows));
    }

    /// <summary>Writes a tensor of the network, as it is in use, into another graph; the parameters become constants.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="output">A tensor of the network.</param>
    /// <param name="values">What stands for its inputs, or for any other of its tensors, such as noise.</param>
    /// <returns>The tensor in the graph.</returns>
    /// <exception cref="ArgumentException">The tensor needs an input or noise that nothing stands for, or a shape does not fit.</exception>
    public OnnxTensor Write(OnnxGraphBuilder graph, OnnxTensor output, params ReadOnlySpan<(OnnxTensor Tensor, OnnxTensor Value)> values)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(output);
        var copy = new GraphCopy(_network, graph, isTraining: false);
        copy.SetToConstants(_declaredParameters, _parameters);
        copy.SetToConstants(_declaredStates, _states);
        foreach (var (tensor, value) in values)
            copy.Set(tensor, Fit(graph, value, tensor));
        return copy.Write(output)[0];
    }

    /// <summary>The network ready to turn rows into a tensor of it.</summary>
    /// <param name="output">A tensor of the network that depends on one input only, with the batch as its first axis.</param>
    /// <exception cref="ArgumentException">The tensor depends on several inputs or on noise, or has no row for each row.</exception>
    public NetworkScorer Scorer(OnnxTensor output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new NetworkScorer(this, InputOf(output), output);
    }

    private OnnxTensor InputOf(OnnxTensor output)
    {
        var needed = GraphCopy.Needed(_network, [output], isTraining: false);
        OnnxTensor[] inputs = [.. _network.Inputs.Where(needed.Contains)];
        return inputs.Length == 1
            ? inputs[0]
            : throw new ArgumentException($"{output} depends on {inputs.Length} inputs; rows can stand for one. Say what stands for each.", nameof(output));
    }

    // Images and sequences come as flat rows.
    private static OnnxTensor Fit(OnnxGraphBuilder graph, OnnxTensor value, OnnxTensor tensor)
    {
        if (Shapes.AreSame(value.Shape, tensor.Shape))
            return value;
        return Shapes.Count(value.Shape.Skip(1)) == Shapes.Count(tensor.Shape.Skip(1))
            ? graph.Reshape(value, [.. tensor.Shape.Select(length => length ?? -1)])
            : throw new ArgumentException($"{value} cannot stand for {tensor}: a row has not as many values.", nameof(value));
    }
}
